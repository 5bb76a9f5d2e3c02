import type { Better, Comparison, Verdict } from '../model/comparison.js'
import type { Interval } from '../stats/shift-interval.js'

export const ALPHA = 0.05

export interface Evidence {
  interval95: Interval
  interval90: Interval
  pAdjusted: number
  /** Smallest effect that matters, on the scale of the intervals. */
  margin: number
  better: Better
}

function direction(better: Better, up: boolean): Verdict {
  if (better === 'neither') return up ? 'higher' : 'lower'
  return up === (better === 'higher') ? 'improved' : 'regressed'
}

/** The written table of verdicts: interval first, then p, then words. */
export function verdictOf({
  interval95,
  interval90,
  pAdjusted,
  margin,
  better,
}: Evidence): Pick<Comparison, 'verdict' | 'clarity'> {
  const { lower, upper, confidence } = interval95
  const significant = pAdjusted <= ALPHA && confidence >= 1 - ALPHA - 1e-9 && (lower > 0 || upper < 0)
  if (significant && (lower > margin || upper < -margin))
    return { verdict: direction(better, lower > 0), clarity: 'clear' }
  const within =
    interval90.confidence >= 0.9 - 1e-9 && interval90.lower > -margin && interval90.upper < margin
  // surely not nothing, and just as surely too little to matter
  if (within) return { verdict: 'equivalent', clarity: significant ? 'clear' : null }
  if (significant) return { verdict: direction(better, lower > 0), clarity: 'size-uncertain' }
  return { verdict: 'inconclusive', clarity: null }
}
