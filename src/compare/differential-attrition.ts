import { median } from 'simple-statistics'
import { formatP } from '../base/number-format.js'
import type { RunValue } from '../model/comparison.js'
import { fisherTest } from '../stats/fisher.js'
import { rankSumTest } from '../stats/rank-sum.js'
import type { Finding } from './finding.js'
import { usable } from './usable.js'

const ALPHA = 0.05

/** Whether one condition lost more runs than the other (failed, cut off, no value): a loss that depends on the condition is itself an effect. */
export function differentialAttrition(
  baseline: readonly RunValue[],
  treatment: readonly RunValue[],
): Finding | null {
  if (baseline.length === 0 || treatment.length === 0) return null
  const lost = [usable(baseline).missing.length, usable(treatment).missing.length] as const
  const of = [baseline.length, treatment.length] as const
  const text = `Lost runs: ${lost[0]} of ${of[0]} in the baseline, ${lost[1]} of ${of[1]} in the treatment`
  if (lost[0] === lost[1] && of[0] === of[1])
    return { outcome: lost[0] === 0 ? 'pass' : 'note', text: `${text}.` }
  const p = fisherTest({ withEvent: lost, of })
  return {
    outcome: p <= ALPHA ? 'caution' : 'note',
    text: `${text}; Fisher’s exact p = ${formatP(p)}.`,
  }
}

const lossShare = (share: number): string =>
  share > 0 && share < 0.00001 ? '<0.001%' : `${(100 * share).toFixed(3)}%`

/** Whether the tracer lost a larger share of its records under one condition: shares of each run, by the exact rank-sum test. */
export function differentialTraceLoss(
  baseline: readonly RunValue[],
  treatment: readonly RunValue[],
): Finding | null {
  const [x, y] = [baseline, treatment].map((runs) => usable(runs).present.map(({ value }) => value)) as [
    number[],
    number[],
  ]
  if (x.length === 0 || y.length === 0) return null
  if ([...x, ...y].every((share) => share === 0))
    return { outcome: 'pass', text: 'No run lost page-fault events.' }
  const { p } = rankSumTest(x, y)
  const share = (values: readonly number[]) => lossShare(median([...values]))
  return {
    outcome: p <= ALPHA ? 'invalidates' : 'note',
    text: `Share of page-fault events lost, median run: ${share(x)} in the baseline, ${share(y)} in the treatment (exact rank-sum test, p = ${formatP(p)})${p <= ALPHA ? '. A difference in counts may come from the tracer' : ''}.`,
  }
}
