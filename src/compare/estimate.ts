import { middle, pairwiseDifferences, walshAverages } from '../stats/hodges-lehmann.js'
import { EXACT_UP_TO as RANK_SUM_EXACT, rankSumP } from '../stats/rank-sum.js'
import { type Interval, oneSampleInterval, twoSampleInterval } from '../stats/shift-interval.js'
import { EXACT_UP_TO as SIGNED_RANK_EXACT, signedRankP } from '../stats/signed-rank.js'
import type { Samples } from './pairs.js'

export interface Estimate {
  scale: 'ratio' | 'difference'
  /** On the working scale: logarithms for ratios. */
  shift: number
  interval95: Interval
  interval90: Interval
  p: number
  test: string
}

/** The effect on the working scale, its p, and the intervals that invert the same test. */
export function estimate({ x, y, paired }: Samples): Estimate {
  const ratio = [...x, ...y].every((value) => value > 0)
  const [a, b] = ratio ? [x.map(Math.log), y.map(Math.log)] : [x, y]
  const differences = a.map((value, index) => (b[index] as number) - value)
  const candidates = paired ? walshAverages(differences) : pairwiseDifferences(a, b)
  const interval = (confidence: number) =>
    paired
      ? oneSampleInterval(candidates, x.length, confidence)
      : twoSampleInterval(candidates, x.length, y.length, confidence)
  return {
    scale: ratio ? 'ratio' : 'difference',
    shift: middle(candidates),
    interval95: interval(0.95),
    interval90: interval(0.9),
    // without blocks the ranks of the values themselves, whose ties logarithms could only blur
    p: paired ? signedRankP(differences) : rankSumP(x, y),
    test: testName(paired, x.length + (paired ? 0 : y.length)),
  }
}

function testName(paired: boolean, n: number): string {
  const exact = n <= (paired ? SIGNED_RANK_EXACT : RANK_SUM_EXACT)
  const kind = exact ? 'Exact' : 'Approximate'
  return paired ? `${kind} Wilcoxon signed-rank test, paired by block` : `${kind} Mann-Whitney test`
}

/** The least p that a test of this many runs can give at all. */
export function smallestP({ x, y, paired }: Samples): number {
  const ones = (n: number, value: number) => Array.from({ length: n }, (_, index) => value + index)
  return paired ? signedRankP(ones(x.length, 1)) : rankSumP(ones(x.length, 1), ones(y.length, 1 + x.length))
}
