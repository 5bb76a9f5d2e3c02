import { normalQuantile } from '../stats/normal.js'

/** The rank tests' efficiency against the t test under normal noise: 3 / pi (Hodges and Lehmann, 1956). */
const EFFICIENCY = 3 / Math.PI
/** What a plan promises: the chance that the experiment decides it. */
export const POWER = 0.8
/** More than this is not a plan. */
export const MOST_BLOCKS = 1000

/** What is known or assumed about one metric; all on the working scale (logarithms for ratios). */
export interface Assumption {
  /** Standard deviation of the difference within a block; without blocks, of the difference of one run of each condition. */
  spread: number
  effect: number
  /** Smallest effect that matters. */
  margin: number
}

/** The least number of pairs with which p can be as small as alpha at all: 2 / 2^n. */
export function fewestBlocks(alpha: number): number {
  return Math.ceil(1 - Math.log2(alpha))
}

/**
 * Blocks (runs of each condition, without blocks) that decide it with a chance of 0.8: show an effect at least as large as
 * the smallest that matters, or show that a smaller one is one. Normal approximation with the rank tests' efficiency
 * (Noether, JASA 82, 1987). Null when more than MOST_BLOCKS.
 *
 * @param tests how many primary metrics share the error: the first must pass alpha / tests
 */
export function blocksNeeded(
  { spread, effect, margin }: Assumption,
  alpha: number,
  tests: number,
): number | null {
  const size = Math.abs(effect)
  const least = fewestBlocks(alpha / tests)
  const power = normalQuantile(POWER)
  // below the margin it is for equivalence to show, which is not shared among metrics; at 0 both sides may fail
  const [critical, distance] =
    size >= margin
      ? [-normalQuantile(alpha / (2 * tests)) + power, size]
      : [-normalQuantile(alpha) + (size === 0 ? -normalQuantile((1 - POWER) / 2) : power), margin - size]
  if (spread === 0 && distance > 0) return least
  const needed = Math.max(least, Math.ceil(((critical * spread) / distance) ** 2 / EFFICIENCY))
  return needed <= MOST_BLOCKS ? needed : null
}
