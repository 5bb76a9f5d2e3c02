import { median } from 'simple-statistics'
import { isExact, pairwiseDifferences, rankSumInterval, rankSumTest } from '../stats/rank-sum.js'
import { MAX_EXACT_N, signedRankInterval, signedRankTest, walshAverages } from '../stats/signed-rank.js'
import { choose } from '../stats/ways.js'
import type { Estimate } from './effect.js'
import { rareEvents } from './rare-events.js'
import type { Samples } from './samples.js'
import { blockDifferences, scaleOf, toWorkingScale } from './scale.js'

export const ALPHA = 0.05
/** For equivalence: two one-sided tests at alpha are the interval at 1 - 2 alpha. */
export const ALPHA_EQUIVALENCE = 0.1
/** Fewer blocks are described and never tested. */
export const MIN_BLOCKS = 6

/** The effect on the working scale, its p, and the intervals that invert the same test. */
export function estimate(samples: Samples, absoluteFloor: number): Estimate {
  const scale = scaleOf(samples, absoluteFloor)
  if (scale === 'odds') return rareEvents(samples)
  return samples.paired ? byBlock(samples, scale) : unpaired(samples, scale)
}

function byBlock(samples: Samples, scale: 'ratio' | 'difference'): Estimate {
  const differences = blockDifferences(samples, scale)
  const averages = walshAverages(differences)
  const test = signedRankTest(differences)
  const different = differences.filter((value) => value !== 0).length
  return {
    scale,
    shift: median(averages),
    interval95: signedRankInterval(differences, ALPHA, averages),
    interval90: signedRankInterval(differences, ALPHA_EQUIVALENCE, averages),
    p: test.p,
    leastP: Math.min(1, 2 / 2 ** different),
    test: `${kind(differences.length <= MAX_EXACT_N)} Wilcoxon signed-rank test, paired by block`,
  }
}

function unpaired(samples: Samples, scale: 'ratio' | 'difference'): Estimate {
  const [x, y] = toWorkingScale(samples, scale)
  const differences = pairwiseDifferences(x, y)
  return {
    scale,
    shift: median(differences),
    interval95: rankSumInterval(x, y, ALPHA, differences),
    interval90: rankSumInterval(x, y, ALPHA_EQUIVALENCE, differences),
    p: rankSumTest(x, y).p,
    leastP: leastUnpairedP(x, y),
    test: `${kind(isExact(x.length, y.length))} Mann-Whitney test`,
  }
}

const kind = (exact: boolean) => (exact ? 'Exact' : 'Approximate')

/** With the smallest of all values on one side and the largest on the other. */
function leastUnpairedP(x: readonly number[], y: readonly number[]): number {
  const sorted = [...x, ...y].sort((a, b) => a - b)
  return Math.min(
    rankSumTest(sorted.slice(0, x.length), sorted.slice(x.length)).p,
    rankSumTest(sorted.slice(y.length), sorted.slice(0, y.length)).p,
  )
}

/** The least p of so many blocks or runs when no values are equal: a matter of the design alone. */
export function leastPOfDesign({ x, y, paired }: Samples): number {
  return Math.min(1, paired ? 2 / 2 ** x.length : 2 / choose(x.length + y.length, x.length))
}
