import { median } from 'simple-statistics'
import { formatP } from '../base/number-format.js'
import { percent } from '../base/percent.js'
import type { RunValue } from '../model/comparison.js'
import { hodgesLehmannShift, pairwiseDifferences, rankSumInterval, rankSumTest } from '../stats/rank-sum.js'
import type { Finding } from './finding.js'
import { samples } from './samples.js'
import { blockDifferences } from './scale.js'
import { usable } from './usable.js'

const ALPHA = 0.05
/** A cost of tracing up to here is small next to what is being measured. */
const SMALL_COST = 0.02

/** One measure that needs no tracing (throughput), of the traced and of the untraced runs of both conditions. */
export interface Observed {
  title: string
  traced: { baseline: readonly RunValue[]; treatment: readonly RunValue[] }
  untraced: { baseline: readonly RunValue[]; treatment: readonly RunValue[] }
}

/**
 * What tracing costs, and whether it costs the two conditions differently. The cost is the ratio of traced to untraced
 * runs of each condition; the difference in cost is the effect in traced blocks against the effect in pairs of untraced
 * runs, by the exact rank-sum test. Null where there are no untraced runs, or values that are not positive.
 */
export function observerEffect({ title, traced, untraced }: Observed): Finding | null {
  const costs = (['baseline', 'treatment'] as const).map((condition) => {
    const logs = (runs: readonly RunValue[]) => usable(runs).present.map(({ value }) => Math.log(value))
    const [without, withTrace] = [logs(untraced[condition]), logs(traced[condition])]
    if (without.length === 0 || withTrace.length === 0 || ![...without, ...withTrace].every(Number.isFinite))
      return null
    const differences = pairwiseDifferences(without, withTrace)
    return {
      ratio: Math.exp(hodgesLehmannShift(without, withTrace)),
      n: without.length,
      ...rankSumInterval(without, withTrace, ALPHA, differences),
    }
  })
  const [baseline, treatment] = costs
  if (!baseline || !treatment) return null
  const shown = ({ ratio, lower, upper, confidence, n }: typeof baseline) =>
    `${change(ratio)} (${percent(confidence)} interval ${change(Math.exp(lower))} to ${change(Math.exp(upper))}, ${n} untraced runs)`
  const text = `${title} with tracing vs. without: ${shown(baseline)} in the baseline, ${shown(treatment)} in the treatment.`
  const interaction = difference(traced, untraced)
  const large = [baseline, treatment].some(({ ratio }) => Math.abs(ratio - 1) > SMALL_COST)
  if (interaction === null)
    return {
      outcome: large ? 'caution' : 'note',
      text: `${text} Too few untraced runs of both conditions to tell whether tracing costs one of them more.`,
    }
  const { without, with: traces, p } = interaction
  const effects = `The effect is ${change(Math.exp(traces))} in traced and ${change(Math.exp(without))} in untraced runs (exact rank-sum p ${formatP(p)})`
  if (p <= ALPHA)
    return {
      outcome: 'caution',
      text: `${text} ${effects}: tracing costs one condition more than the other.`,
    }
  return { outcome: large ? 'note' : 'pass', text: `${text} ${effects}.` }
}

function difference(
  traced: Observed['traced'],
  untraced: Observed['untraced'],
): { with: number; without: number; p: number } | null {
  const effects = (runs: Observed['traced']) => {
    const values = samples({ ...EMPTY, ...runs }, { blocked: true, seed: '' })
    return blockDifferences(values, 'ratio')
  }
  const [a, b] = [effects(traced), effects(untraced)]
  if (a.length < 3 || b.length < 3) return null
  return { with: median([...a]), without: median([...b]), p: rankSumTest(b, a).p }
}

const EMPTY = {
  metric: '',
  title: '',
  unit: 'count',
  better: 'neither',
  family: 'descriptive',
  smallestEffect: { relative: 0, absolute: 0 },
  notComparable: null,
} as const

function change(ratio: number): string {
  const value = (ratio - 1) * 100
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(1)}%`
}
