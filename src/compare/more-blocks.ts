import { sampleStandardDeviation } from 'simple-statistics'
import { normalQuantile } from '../stats/normal.js'
import type { Estimate } from './effect.js'
import { ALPHA, MIN_BLOCKS } from './estimate.js'
import { blocksNeeded } from './sample-size.js'
import type { Samples } from './samples.js'
import { blockDifferences, toWorkingScale } from './scale.js'

/** Spread from the width of the interval where there is one: what the rank test itself has seen, long tails included. */
export function moreBlocks(
  values: Samples,
  { scale, shift, interval95 }: Estimate,
  floor: number,
  tests: number,
): number | null {
  if (scale === 'odds') return null
  const n = Math.min(values.x.length, values.y.length)
  if (n < 2) return null
  const { lower, upper, confidence } = interval95
  const [x, y] = toWorkingScale(values, scale)
  const spread =
    n >= MIN_BLOCKS && confidence < 1
      ? ((upper - lower) / 2 / -normalQuantile((1 - confidence) / 2)) * Math.sqrt((n * 3) / Math.PI)
      : values.paired
        ? sampleStandardDeviation(blockDifferences(values, scale))
        : Math.hypot(sampleStandardDeviation(x), sampleStandardDeviation(y))
  const needed = blocksNeeded({ spread, effect: shift, margin: floor }, ALPHA, tests)
  return needed === null ? null : Math.max(1, needed - n)
}
