import type { Comparison, ComparisonInput, Design } from '../model/comparison.js'
import { judgeAll } from './judge.js'

/**
 * Compares the two conditions on every metric, in the order given (docs/statistics.md is the protocol): exact rank tests
 * by block where the plan has blocks, effects with the intervals of those tests, Holm over the primary metrics, Benjamini
 * and Hochberg over the secondary ones, and the verdict from the interval first and the adjusted p second.
 */
export function compareAll(inputs: readonly ComparisonInput[], design: Design): Comparison[] {
  return judgeAll(inputs, design)
}
