import type { Interval } from '../stats/test-inversion.js'
import type { Scale } from './scale.js'

export interface Estimate {
  scale: Scale
  /** On the working scale: logarithms for ratios and odds. */
  shift: number
  interval95: Interval
  interval90: Interval
  p: number
  /** The least p that any outcome could have had, given how many values are equal or 0. */
  leastP: number
  test: string
  /** The other test of the same values: a check, which decides nothing. */
  other: { name: string; p: number } | null
  /** The same p when the two runs of the pairs marked change their conditions; null without blocks. */
  relabelled: ((swap: ArrayLike<number>) => number) | null
}
