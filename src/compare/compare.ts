import type { Comparison, ComparisonInput, Design } from '../model/comparison.js'
import { judgeAll } from './judge.js'
import { stabilityWarnings } from './leave-one-out.js'
import { outlierWarnings } from './outliers.js'

/**
 * Compares the two conditions on every metric, in the order given (docs/statistics.md is the protocol): exact rank tests
 * by block where the plan has blocks, effects with the intervals of those tests, Holm over the primary metrics, Benjamini
 * and Hochberg over the secondary ones, and the verdict from the interval first and the adjusted p second. Says what
 * would change without outliers, and which verdicts hang on one block.
 */
export function compareAll(inputs: readonly ComparisonInput[], design: Design): Comparison[] {
  const comparisons = judgeAll(inputs, design)
  const outliers = outlierWarnings(inputs, comparisons, design)
  const hangs = stabilityWarnings(inputs, comparisons, design)
  return comparisons.map((comparison, index) => ({
    ...comparison,
    warnings: [...comparison.warnings, ...(outliers[index] ?? []), ...(hangs[index] ?? [])],
  }))
}
