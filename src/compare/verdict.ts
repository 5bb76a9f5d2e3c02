import type { Better, Comparison, Verdict } from '../model/comparison.js'
import type { Interval } from '../stats/test-inversion.js'
import { ALPHA, ALPHA_EQUIVALENCE } from './estimate.js'

export interface Evidence {
  interval95: Interval
  interval90: Interval
  /** Null when nothing was tested: then only equivalence can be said. */
  pAdjusted: number | null
  /** Smallest effect that matters, on the scale of the intervals. */
  margin: number
  better: Better
}

/** Confidence is a sum of doubles: 1 - 0.05 is to count as 0.95. */
const SLACK = 1e-9

function direction(better: Better, up: boolean): Verdict {
  if (better === 'neither') return up ? 'higher' : 'lower'
  return up === (better === 'higher') ? 'improved' : 'regressed'
}

/** Whether an interval lies wholly inside the smallest effect that matters, to both sides. */
const within = ({ lower, upper }: Interval, margin: number) => lower > -margin && upper < margin

/** The written table of verdicts (docs/statistics.md), from the top; the first that holds. */
export function verdictOf({
  interval95,
  interval90,
  pAdjusted,
  margin,
  better,
}: Evidence): Pick<Comparison, 'verdict' | 'clarity'> {
  const { lower, upper, confidence } = interval95
  const up = lower >= 0
  const oneSided = up || upper <= 0
  const significant = pAdjusted !== null && pAdjusted <= ALPHA && oneSided && confidence >= 1 - ALPHA - SLACK
  // surely not nothing, but just as surely too little to matter, is not an improvement
  if (significant && !within(interval95, margin)) {
    const clear = up ? lower > margin : upper < -margin
    return { verdict: direction(better, up), clarity: clear ? 'clear' : 'size-uncertain' }
  }
  if (interval90.confidence >= 1 - ALPHA_EQUIVALENCE - SLACK && within(interval90, margin))
    return { verdict: 'equivalent', clarity: significant ? 'clear' : null }
  return { verdict: 'inconclusive', clarity: null }
}
