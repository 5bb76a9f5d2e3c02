import type { BlocksNeeded, Comparison } from '../model/comparison.js'
import { normalQuantile } from '../stats/normal.js'
import { equivalenceMargin } from './equivalence-margin.js'
import { blocksNeeded } from './sample-size.js'
import { ALPHA } from './test-plan.js'

/** More than this is no plan: the question is too fine for the noise. */
export const MAX_NAMED_BLOCKS = 200

/** Spread of the change within a block on the working scale, and the degrees of freedom that it rests on. */
export interface Spread {
  spread: number
  degrees: number
  /** Pairs; without blocks, runs of the smaller condition. */
  n: number
}

type Shown = Pick<Comparison, 'effect' | 'reason' | 'test' | 'baseline' | 'treatment' | 'smallestEffect'>

/**
 * From the width of the interval: what the test itself has seen, long tails included. Or why there is none, a sentence's part.
 */
export function spreadOf({ effect, reason, test, baseline, treatment }: Shown): Spread | string {
  if (effect === null) return reason ?? 'there is nothing to compare'
  const { lower, upper, confidence } = effect
  if (lower === null || upper === null || confidence === null)
    return 'too few runs for an interval; at least four blocks are needed'
  if (confidence >= 1 || !(upper > lower)) return 'the runs do not differ'
  const unpaired = test.n === baseline.n + treatment.n
  const n = unpaired ? Math.min(baseline.n, treatment.n) : test.n
  const width = effect.scale === 'ratio' ? Math.log(upper) - Math.log(lower) : upper - lower
  const spread = (width / 2 / -normalQuantile((1 - confidence) / 2)) * Math.sqrt((n * 3) / Math.PI)
  const degrees = unpaired ? 2 * n - 2 : test.name?.includes('AB-BA') === true ? n - 2 : n - 1
  return { spread, degrees: Math.max(1, degrees), n }
}

/** The smallest effect on the working scale, and as it is spoken of: a share, or a difference in the metric's unit. */
export function smallestOf({ effect, smallestEffect, baseline, treatment }: Shown): {
  margin: number
  effect: number
} {
  const ratio = effect?.scale === 'ratio'
  const medians = [baseline.median ?? 0, treatment.median ?? 0] as const
  const margin = equivalenceMargin(ratio ? 'ratio' : 'difference', smallestEffect, medians)
  return { margin, effect: ratio ? Math.expm1(margin) : margin }
}

/** Primary metrics that share the error of a report. */
export function primaryTests(comparisons: readonly Pick<Comparison, 'family' | 'test' | 'effect'>[]): number {
  const primary = comparisons.filter(({ family }) => family === 'primary')
  const tested = primary.filter(({ test }) => test.p !== null).length
  return Math.max(1, tested > 0 ? tested : primary.filter(({ effect }) => effect !== null).length)
}

/**
 * Blocks in all that find the smallest effect of a metric with a power of 80 % under the test that a plan of so many blocks
 * uses, with what the spread of these runs cannot tell. The one function behind every number of blocks that is printed.
 */
export function blocksQuestion(
  { spread, degrees }: Pick<Spread, 'spread' | 'degrees'>,
  { margin, effect }: { margin: number; effect: number },
  tests: number,
): BlocksNeeded {
  const at = (factor: number) =>
    blocksNeeded({ spread: spread * factor, effect: margin, margin }, ALPHA, tests)
  const [low, blocks, high] = [at(spreadFactor(degrees, 0.9)), at(1), at(spreadFactor(degrees, 0.1))]
  // one digit is all that a dozen blocks can tell
  const digits = low !== null && high !== null && high < 2 * low ? 2 : 1
  const named = (n: number | null, to: (value: number) => number) => {
    if (n === null || n > MAX_NAMED_BLOCKS) return null
    const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) + 1 - digits)
    return to(n / step) * step
  }
  return {
    effect,
    blocks: named(blocks, Math.ceil),
    low: named(low, Math.floor),
    high: named(high, Math.ceil),
  }
}

/** The true spread over the seen one at a quantile of chi-square over its degrees (Wilson and Hilferty, PNAS 17, 1931). */
function spreadFactor(degrees: number, quantile: number): number {
  const step = 2 / (9 * degrees)
  const cube = 1 - step + normalQuantile(quantile) * Math.sqrt(step)
  return 1 / Math.sqrt(Math.max(0.05, cube) ** 3)
}
