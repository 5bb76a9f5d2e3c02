import { equivalenceMargin } from '../compare/equivalence-margin.js'
import type { Scale } from '../compare/scale.js'
import { verdictOf } from '../compare/verdict.js'
import type { Better, SmallestEffect, Verdict } from '../model/comparison.js'
import type { GateOutcome } from '../model/diff.js'
import type { Interval } from '../stats/test-inversion.js'

/** Error of a false failure over all rows, and of a false pass of one: a gate looks for changes for the worse alone. */
export const GATE_ALPHA = 0.05
/** So the interval has this error on each side, both together twice. */
export const INTERVAL_ALPHA = 2 * GATE_ALPHA
const SLACK = 1e-9

export interface RowEvidence {
  /** On the working scale: a logarithm for ratios. */
  interval: Interval
  /** One-sided in the direction of the change, adjusted; null where nothing was tested. */
  pAdjusted: number | null
  /** On the working scale. */
  margin: number
  better: Better
}

/** What one row says to the gate: the written table of verdicts, with one-sided errors of 5%. */
export function rowOutcome({ interval, pAdjusted, margin, better }: RowEvidence): {
  verdict: Verdict
  clarity: 'clear' | 'size-uncertain' | null
  outcome: GateOutcome
} {
  const { verdict, clarity } = verdictOf({
    found: { interval95: interval, interval90: interval },
    pAdjusted: pAdjusted === null ? null : Math.min(1, 2 * pAdjusted),
    margin,
    better,
    alpha: INTERVAL_ALPHA,
    alphaEquivalence: INTERVAL_ALPHA,
  })
  return { verdict, clarity, outcome: outcomeOf(verdict, excludesWorse(interval, margin, better)) }
}

/** A regression fails, and only what excludes one beyond the margin passes. */
export function outcomeOf(verdict: Verdict, excludes: boolean): GateOutcome {
  if (verdict === 'regressed') return 'fail'
  return excludes ? 'pass' : 'cannot-tell'
}

/** Whether an interval leaves out every change for the worse beyond the margin; without a better direction, every change. */
export function excludesWorse(
  { lower, upper, confidence }: Interval,
  margin: number,
  better: Better,
): boolean {
  if (confidence < 1 - INTERVAL_ALPHA - SLACK) return false
  const [notDown, notUp] = [lower > -margin, upper < margin]
  if (better === 'higher') return notDown
  return better === 'lower' ? notUp : notDown && notUp
}

/** Next to a level of almost 0 an absolute floor is a factor that no double holds. */
const MAX_MARGIN = 700

export interface Tolerance {
  /** On the working scale. */
  margin: number
  /** As it is printed: a share of a ratio, else in the unit. */
  shown: number
}

/** What is tolerated of a metric at the level of the two medians: the change for the worse that was asked for, or the smallest effect. */
export function toleranceOf(
  scale: Scale,
  { better, unit, smallestEffect: { relative, absolute } }: Tolerated,
  maxRegression: number | null,
  medians: readonly [number, number],
): Tolerance {
  const falls = maxRegression !== null && better === 'higher'
  const asked: SmallestEffect =
    maxRegression === null
      ? { relative, absolute }
      : // of a share of runs a percentage is one of all runs
        unit === 'share' && relative === 0
        ? { relative, absolute: maxRegression }
        : // a fall by a tenth is a rise by a ninth
          { relative: falls ? 1 / (1 - maxRegression) - 1 : maxRegression, absolute }
  const margin = equivalenceMargin(scale, asked, medians)
  const share = falls ? -Math.expm1(-margin) : Math.expm1(Math.min(MAX_MARGIN, margin))
  return { margin, shown: scale === 'ratio' ? share : margin }
}

export interface Tolerated {
  better: Better
  unit: string
  smallestEffect: SmallestEffect
}
