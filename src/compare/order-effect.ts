import { formatP } from '../base/number-format.js'
import type { ComparisonInput } from '../model/comparison.js'
import { holm } from '../stats/adjust.js'
import { rankSumTest } from '../stats/rank-sum.js'
import type { Finding } from './finding.js'
import { samples } from './samples.js'
import { blockDifferences } from './scale.js'
import { MIN_AB_BA_BLOCKS, ordersOf } from './test-plan.js'

const ALPHA = 0.05
const MIN_OF_EACH_ORDER = 4

/**
 * Whether the change depends on which condition ran first in a block: differences of the blocks that began with the baseline
 * against those of the others, by the exact rank-sum test, Holm over the metrics. A note where the AB-BA comparison takes an order effect
 * out, a caution where the signed-rank test pays for it with power. Null without 4 blocks of each order.
 */
export function orderEffectFinding(inputs: readonly ComparisonInput[]): Finding | null {
  const orders = ordersOf(inputs)
  const baselineFirst = new Map(orders.map((one) => [one.block, one.baselineFirst]))
  const looked = inputs.flatMap((input) => {
    const values = samples(input, { blocked: true, seed: '' }, baselineFirst)
    if (values.x.length === 0) return []
    const positive = [...values.x, ...values.y].every((value) => value > 0)
    const differences = blockDifferences(values, positive ? 'ratio' : 'difference')
    const begun = (first: boolean) => differences.filter((_, index) => values.baselineFirst[index] === first)
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
      text: `In none of ${looked.length} metrics does the change depend on which condition ran first.`,
    }
  const removed = orders.length >= MIN_AB_BA_BLOCKS
  return {
    outcome: removed ? 'note' : 'caution',
    text: `The change depends on which condition ran first in the block: ${found.join('; ')}. ${removed ? 'The AB-BA comparison takes a constant order effect out.' : `With fewer than ${MIN_AB_BA_BLOCKS} blocks the test loses power to it.`}`,
  }
}
