import { normalUpperTail } from './normal.js'

/** Chances, under the null hypothesis, of a statistic at most and at least as large as a given one. */
export interface NullDistribution {
  exact: boolean
  atMost(statistic: number): number
  atLeast(statistic: number): number
}

/** The null distribution of a whole-numbered statistic that takes each value in so many equally likely ways. */
export function counted(ways: Float64Array): NullDistribution {
  // summed from each end, so that a mirrored statistic has bit for bit the mirrored tail
  const below = new Float64Array(ways.length)
  const above = new Float64Array(ways.length)
  let all = 0
  for (let value = 0; value < ways.length; value++) below[value] = all += ways[value] as number
  for (let value = ways.length - 1, sum = 0; value >= 0; value--) above[value] = sum += ways[value] as number
  return {
    exact: true,
    atMost: (statistic) => {
      const value = Math.floor(statistic)
      return value < 0 ? 0 : value >= ways.length ? 1 : (below[value] as number) / all
    },
    atLeast: (statistic) => {
      const value = Math.ceil(statistic)
      return value <= 0 ? 1 : value >= ways.length ? 0 : (above[value] as number) / all
    },
  }
}

/** Normal with the correction for continuity: `half` is half the distance between neighbouring values of the statistic. */
export function corrected(mean: number, variance: number, half: number): NullDistribution {
  const sd = Math.sqrt(variance)
  const upper = (distance: number) => (sd === 0 ? (distance > 0 ? 0 : 1) : normalUpperTail(distance / sd))
  return {
    exact: false,
    atMost: (statistic) => upper(mean - statistic - half),
    atLeast: (statistic) => upper(statistic - mean - half),
  }
}

/** Twice the smaller tail, at most 1. */
export function twoSided(lower: number, upper: number): number {
  return Math.min(1, 2 * Math.min(lower, upper))
}
