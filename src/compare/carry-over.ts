import { formatP } from '../base/number-format.js'
import type { ComparisonInput } from '../model/comparison.js'
import { holm } from '../stats/adjust.js'
import { rankSumTest } from '../stats/rank-sum.js'
import type { Finding } from './finding.js'
import { samples } from './samples.js'
import { blockDifferences } from './scale.js'

const ALPHA = 0.05
const MIN_OF_EACH_ORDER = 4

/**
 * Whether it matters which condition ran first in a block: differences of the blocks that began with the baseline against
 * those of the others, by the exact rank-sum test, Holm over the metrics. Null without 4 blocks of each order.
 */
export function carryOverFinding(inputs: readonly ComparisonInput[]): Finding | null {
  const looked = inputs.flatMap((input) => {
    const values = samples(input, { blocked: true, seed: '' })
    if (values.x.length === 0) return []
    const first = new Map(input.baseline.map(({ block, position }) => [block, position === 1]))
    const positive = [...values.x, ...values.y].every((value) => value > 0)
    const differences = blockDifferences(values, positive ? 'ratio' : 'difference')
    const begun = (baselineFirst: boolean) =>
      differences.filter((_, index) => first.get(values.blocks[index] ?? null) === baselineFirst)
    const [ab, ba] = [begun(true), begun(false)]
    if (ab.length < MIN_OF_EACH_ORDER || ba.length < MIN_OF_EACH_ORDER) return []
    return [{ title: input.title, p: rankSumTest(ab, ba).p }]
  })
  if (looked.length === 0) return null
  const adjusted = holm(looked.map(({ p }) => p))
  const found = looked.flatMap(({ title }, index) => {
    const p = adjusted[index] ?? 1
    return p <= ALPHA ? [`${title} (adjusted p ${formatP(p)})`] : []
  })
  if (found.length === 0)
    return {
      outcome: 'pass',
      text: `In none of ${looked.length} metrics does the difference depend on which condition ran first.`,
    }
  return {
    outcome: 'caution',
    text: `The difference depends on which condition ran first in the block: ${found.join('; ')}. Something of the first run is left for the second (caches, swap, temperature).`,
  }
}
