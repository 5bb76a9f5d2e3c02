import { formatNumber } from '../base/number-format.js'
import type { Comparison } from '../model/comparison.js'
import type { Warning } from '../model/warning.js'

/** Whether the medians of the two conditions move to the one side and the estimate to the other. */
export function mediansDisagree({
  effect,
  baseline,
  treatment,
}: Pick<Comparison, 'effect' | 'baseline' | 'treatment'>): boolean {
  if (effect === null || baseline.median === null || treatment.median === null) return false
  const step = treatment.median - baseline.median
  const change = effect.scale === 'ratio' ? Math.log(effect.estimate) : effect.estimate
  return step * change < 0
}

/** Why that can be, in the words of what happened here. */
export function whyMediansDisagree({ collapsed, test, baseline, treatment }: Comparison): string {
  const runs = (collapsed?.baseline.length ?? 0) + (collapsed?.treatment.length ?? 0)
  if (runs > 0) return `${runs} ${runs === 1 ? 'run' : 'runs'} collapsed, which a median does not show`
  return test.n === baseline.n + treatment.n
    ? 'the estimate is the median of all differences between two runs, which weighs the tails too'
    : 'the estimate compares runs within their blocks, the medians ignore the blocks'
}

/** Both with as many digits as tell them apart, three at least. */
function apart(off: number, on: number): [string, string] {
  for (let digits = 3; digits < MAX_DIGITS; digits++) {
    const [a, b] = [formatNumber(off, digits), formatNumber(on, digits)]
    if (a !== b) return [a, b]
  }
  return [formatNumber(off, MAX_DIGITS), formatNumber(on, MAX_DIGITS)]
}
/** A double has no more. */
const MAX_DIGITS = 17

/** A row whose medians contradict its estimate carries both and the reason. One list of warnings for each metric. */
export function medianWarnings(comparisons: readonly Comparison[]): Warning[][] {
  return comparisons.map((one) => {
    if (!mediansDisagree(one)) return []
    const [off, on] = [one.baseline.median ?? 0, one.treatment.median ?? 0]
    const [from, to] = apart(off, on)
    return [
      {
        id: 'medians-disagree',
        severity: 'note' as const,
        text: `The median ${on > off ? 'rises' : 'falls'} from ${from} to ${to} although the estimated change is ${on > off ? 'a decrease' : 'an increase'}: ${whyMediansDisagree(one)}.`,
        subject: one.metric,
      },
    ]
  })
}
