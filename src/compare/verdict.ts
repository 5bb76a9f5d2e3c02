import type { Better, Comparison, Verdict } from '../model/comparison.js'
import type { Interval } from '../stats/test-inversion.js'
import type { Estimate } from './effect.js'

export interface Evidence {
  found: Pick<Estimate, 'interval95' | 'interval90'>
  /** Null when nothing was tested: then only equivalence can be said. */
  pAdjusted: number | null
  /** Smallest effect that matters, on the scale of the intervals. */
  margin: number
  /** What two values may differ by and yet be equal, on the same scale; 0 for exact values. */
  blur?: number
  /** False where the interval has no width since nothing scatters, of values that were rounded: then it tells no size. */
  sized?: boolean
  better: Better
  /** Nominal errors that p and the intervals were asked for. */
  alpha: number
  alphaEquivalence: number
}

/** Confidence is a sum of doubles: 1 - 0.05 is to count as 0.95. */
const SLACK = 1e-9
/** An interval that ends exactly at the margin, but for the grid of the working scale, is neither beyond nor inside it. */
const AT_MARGIN = 1e-8

function direction(better: Better, up: boolean): Verdict {
  if (better === 'neither') return up ? 'higher' : 'lower'
  return up === (better === 'higher') ? 'improved' : 'regressed'
}

/** Whether an interval lies wholly inside the smallest effect, to both sides; exactly at it is not inside. */
const within = ({ lower, upper }: Interval, margin: number) =>
  lower > -margin * (1 - AT_MARGIN) && upper < margin * (1 - AT_MARGIN)

/** No change is at most an end of it, and it has the confidence asked for. */
const excludesNone = ({ lower, upper, confidence }: Interval, alpha: number) =>
  (lower >= 0 || upper <= 0) && confidence >= 1 - alpha - SLACK

/** The written table of verdicts (docs/statistics.md), from the top; the first that holds. */
export function verdictOf({
  found,
  pAdjusted,
  margin,
  blur = 0,
  sized = true,
  better,
  alpha,
  alphaEquivalence,
}: Evidence): Pick<Comparison, 'verdict' | 'clarity'> {
  const significant =
    pAdjusted !== null && pAdjusted <= alpha + SLACK && excludesNone(found.interval95, alpha)
  // a significant effect within the margin is equivalence, not an improvement
  if (significant && !within(found.interval95, margin - blur)) {
    const { lower, upper } = found.interval95
    const up = lower >= 0
    const beyond = margin * (1 + AT_MARGIN) + blur
    const clear = up ? lower > beyond : upper < -beyond
    return { verdict: direction(better, up), clarity: clear && sized ? 'clear' : 'size-uncertain' }
  }
  const { interval90 } = found
  if (interval90.confidence >= 1 - alphaEquivalence - SLACK && within(interval90, margin - blur))
    return { verdict: 'equivalent', clarity: significant ? 'clear' : null }
  return { verdict: 'inconclusive', clarity: null }
}
