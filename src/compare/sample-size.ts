import { normalQuantile } from '../stats/normal.js'
import { leastPOfBlocks, MIN_BLOCKS } from './test-plan.js'

/** The rank tests' efficiency against the t test under normal noise: 3 / pi (Hodges and Lehmann, 1956). */
const EFFICIENCY = 3 / Math.PI
/** What a plan promises: the chance of a conclusive verdict. */
export const POWER = 0.8
/** More than this is not a plan. */
export const MAX_BLOCKS = 1000

/** What is known or assumed about one metric; all on the working scale (logarithms for ratios). */
export interface Assumption {
  /** Standard deviation of the difference within a block; without blocks, of the difference of one run of each condition. */
  spread: number
  effect: number
  /** Smallest effect that matters. */
  margin: number
}

/** The least number of blocks with which p can be as small as alpha under the test that a plan of so many uses. */
export function fewestBlocks(alpha: number): number {
  for (let blocks = MIN_BLOCKS; blocks < MAX_BLOCKS; blocks++)
    if (leastPOfBlocks(blocks) <= alpha * (1 + 1e-9)) return blocks
  return MAX_BLOCKS
}

/** Whether so many blocks can find anything in the worst case, in which the metrics have nothing in common. */
export function canDecide(blocks: number, alpha: number, tests: number): boolean {
  return blocks >= MIN_BLOCKS && leastPOfBlocks(blocks) * tests <= alpha * (1 + 1e-9)
}

/**
 * Blocks (runs of each condition, without blocks) that reach a verdict with a power of 0.8: show an effect at least as large as
 * the smallest, or that a smaller one lies within the margin. Normal approximation with the rank tests'
 * efficiency and Guenther's correction for few of them (The American Statistician 35, 1981), which the simulations of
 * docs/calibration.md bear out. Null when more than MAX_BLOCKS.
 *
 * @param tests how many primary metrics share the error: the first must pass alpha / tests
 */
export function blocksNeeded(
  { spread, effect, margin }: Assumption,
  alpha: number,
  tests: number,
): number | null {
  const size = Math.abs(effect)
  const showing = size >= margin
  // equivalence is not shared among metrics; at an effect of 0 it can fail to both sides
  const error = showing ? alpha / (2 * tests) : alpha
  const miss = showing || size > 0 ? 1 - POWER : (1 - POWER) / 2
  const distance = showing ? size : margin - size
  const least = fewestBlocks(showing ? alpha / tests : alpha)
  if (!(distance > 0)) return null
  const needed = blocksFor(spread / distance, error, miss)
  return Math.max(least, needed) <= MAX_BLOCKS ? Math.max(least, needed) : null
}

function blocksFor(spreadPerDistance: number, error: number, miss: number): number {
  const critical = -normalQuantile(error)
  const both = critical - normalQuantile(miss)
  return Math.ceil((both * spreadPerDistance) ** 2 / EFFICIENCY + critical ** 2 / 2 - 1e-9)
}

/** The smallest effect that so many blocks find with a chance of 0.8; null when no effect could be found with so few. */
export function minDetectableEffect(
  blocks: number,
  spread: number,
  alpha: number,
  tests: number,
): number | null {
  if (!canDecide(blocks, alpha, tests)) return null
  const critical = -normalQuantile(alpha / (2 * tests))
  const usable = Math.max(1, blocks - critical ** 2 / 2)
  return ((critical - normalQuantile(1 - POWER)) * spread) / Math.sqrt(usable * EFFICIENCY)
}
