import { sampleStandardDeviation } from 'simple-statistics'
import type { Estimate } from './estimate.js'
import type { Samples } from './pairs.js'

// two-sided 5 % and 80 % power; the rank tests' efficiency against the t test under normal noise is 3 / pi
const Z_TEST = 1.959964
const Z_EQUIVALENCE = 1.644854
const Z_POWER = 0.841621
const EFFICIENCY = 3 / Math.PI
const MOST = 10_000

/**
 * Blocks to add (or runs on each side) that would probably decide it, from the observed spread: to show the estimated
 * effect where it is one that matters, else to show that it is not. Null when the spread cannot be told.
 */
export function moreBlocksNeeded(
  { x, y, paired }: Samples,
  { scale, shift }: Estimate,
  margin: number,
): number | null {
  if (x.length < 2 || y.length < 2) return null
  const work = (values: readonly number[]) => (scale === 'ratio' ? values.map(Math.log) : [...values])
  const [a, b] = [work(x), work(y)]
  const spread = paired
    ? sampleStandardDeviation(a.map((value, index) => (b[index] as number) - value))
    : Math.hypot(sampleStandardDeviation(a), sampleStandardDeviation(b))
  const size = Math.abs(shift)
  const [z, distance] = size > margin ? [Z_TEST, size] : [Z_EQUIVALENCE, margin - size]
  if (!(distance > 0) || !Number.isFinite(spread)) return null
  const needed = Math.ceil((((z + Z_POWER) * spread) / distance) ** 2 / EFFICIENCY)
  const have = Math.min(x.length, y.length)
  return Math.min(MOST, Math.max(1, needed - have))
}
