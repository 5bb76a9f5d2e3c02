import { median } from 'simple-statistics'
import { memoize } from '../base/memoize.js'
import { doubledMidranks } from './midranks.js'
import type { RankTest } from './signed-rank.js'
import { corrected, counted, type NullDistribution, twoSided } from './tails.js'
import { type Interval, invertTest } from './test-inversion.js'
import { choose, MAX_WAYS, waysToChoose } from './ways.js'

/** Whether samples of these sizes get the exact distribution: while all choices can be counted without rounding (28 and 28, 6 and 500). */
export function isExact(m: number, n: number): boolean {
  return choose(m + n, Math.min(m, n)) < MAX_WAYS && Math.min(m, n) * (m + n) ** 3 < 1e9
}

const exactNull = memoize(256, (key) => {
  const [chosen = 0, ...ranks] = key.split(',').map(Number)
  // sums of ranks begin at 1 + ... + m: taken off, the statistic is twice Mann and Whitney's U
  return counted(waysToChoose(ranks, chosen).subarray(chosen * (chosen + 1)))
})

/** Every choice of m of the pooled ranks is equally likely; of the doubled U statistic of y over x. */
export function rankSumNull(ranks: readonly number[], m: number, n: number): NullDistribution {
  if (isExact(m, n)) {
    const sorted = [...ranks].sort((a, b) => a - b).join(',')
    const small = exactNull(`${Math.min(m, n)},${sorted}`)
    if (n <= m) return small
    // the smaller sample was counted: what y has not won, x has
    const all = 2 * m * n
    return { ...small, atMost: (u) => small.atLeast(all - u), atLeast: (u) => small.atMost(all - u) }
  }
  const total = m + n
  const counts = new Map<number, number>()
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1)
  let ties = 0
  for (const count of counts.values()) ties += count ** 3 - count
  return corrected(m * n, ((m * n) / 3) * (total + 1 - ties / (total * (total - 1))), 1)
}

/**
 * Wilcoxon's rank-sum test (Mann and Whitney's U) that x and y have one distribution, exact given the ties (permutation
 * distribution of the midranks) while `isExact`; beyond, normal with corrections for ties and continuity. The statistic
 * is twice the number of pairs in which y is above x. Lehmann, Nonparametrics (1975), sections 1.2 to 1.5.
 */
export function rankSumTest(x: readonly number[], y: readonly number[]): RankTest {
  const [m, n] = [x.length, y.length]
  const ranks = doubledMidranks([...x, ...y])
  const statistic = ranks.slice(m).reduce((sum, rank) => sum + rank, 0) - n * (n + 1)
  const distribution = rankSumNull(ranks, m, n)
  const [lower, upper] = [distribution.atMost(statistic), distribution.atLeast(statistic)]
  return { statistic, lower, upper, p: twoSided(lower, upper), exact: distribution.exact }
}

/** All y - x, sorted. */
export function pairwiseDifferences(x: readonly number[], y: readonly number[]): number[] {
  const differences = new Float64Array(x.length * y.length)
  let next = 0
  for (const b of y) for (const a of x) differences[next++] = b - a
  return [...differences.sort()]
}

/** Hodges and Lehmann's estimate of the shift from x to y (Annals of Mathematical Statistics 34, 1963). */
export function hodgesLehmannShift(x: readonly number[], y: readonly number[]): number {
  return median(pairwiseDifferences(x, y))
}

/** Interval for the shift from x to y: the rank-sum test inverted over the sorted pairwise differences. */
export function rankSumInterval(
  x: readonly number[],
  y: readonly number[],
  alpha: number,
  differences: readonly number[] = pairwiseDifferences(x, y),
): Interval {
  const [m, n] = [x.length, y.length]
  // without equal values in a sample the ranks are 1 to m + n at whatever shift
  const plain = rankSumNull(
    Array.from({ length: m + n }, (_, index) => 2 * index + 2),
    m,
    n,
  )
  const equal = new Set(x).size < m || new Set(y).size < n
  const ranksAt = (shift: number) => doubledMidranks([...x, ...y.map((value) => value - shift)])
  const nullAt = (shift: number) => (equal ? rankSumNull(ranksAt(shift), m, n) : plain)
  return invertTest(differences, nullAt, plain, alpha)
}
