import { median } from 'simple-statistics'
import { memoize } from '../base/memoize.js'
import { doubledMidranks } from './midranks.js'
import { corrected, counted, type NullDistribution, twoSided } from './tails.js'
import { type Interval, invertTest } from './test-inversion.js'
import { waysToSign } from './ways.js'

/** Up to this many differences the distribution is exact: all 2^50 choices of signs are counted without rounding. */
export const MAX_EXACT_N = 50

export interface RankTest {
  /** Doubled, and with ties counted half: what the tails are of. */
  statistic: number
  lower: number
  upper: number
  /** Twice the smaller tail, at most 1. */
  p: number
  exact: boolean
}

const exactNull = memoize(512, (key) => counted(waysToSign(key === '' ? [] : key.split(',').map(Number))))

/** Every choice of signs of the ranks that belong to differences other than 0 is equally likely. */
export function signedRankNull(differences: readonly number[]): NullDistribution {
  const ranks = doubledMidranks(differences.map(Math.abs))
  const signed = ranks.filter((_, index) => differences[index] !== 0)
  if (signed.length <= MAX_EXACT_N) return exactNull(signed.sort((a, b) => a - b).join(','))
  const sum = signed.reduce((total, rank) => total + rank, 0)
  return corrected(sum / 2, signed.reduce((total, rank) => total + rank * rank, 0) / 4, 1)
}

/**
 * Wilcoxon's signed-rank test that differences are symmetric about 0. Ranks of ties are shared, zeros keep their ranks
 * but have no sign (Pratt, JASA 54, 1959), and the distribution is the conditional one given both, so it is exact with
 * ties and zeros too; normal with corrections for ties and continuity beyond MAX_EXACT_N differences.
 * Lehmann, Nonparametrics (1975), sections 3.2 and 3.3.
 */
export function signedRankTest(differences: readonly number[]): RankTest {
  const ranks = doubledMidranks(differences.map(Math.abs))
  const statistic = ranks.reduce(
    (sum, rank, index) => sum + ((differences[index] as number) > 0 ? rank : 0),
    0,
  )
  const distribution = signedRankNull(differences)
  const [lower, upper] = [distribution.atMost(statistic), distribution.atLeast(statistic)]
  return { statistic, lower, upper, p: twoSided(lower, upper), exact: distribution.exact }
}

/** All averages of two differences, each with itself too, sorted (Walsh, Annals of Mathematical Statistics 20, 1949). */
export function walshAverages(differences: readonly number[]): number[] {
  const averages = new Float64Array((differences.length * (differences.length + 1)) / 2)
  let next = 0
  for (let i = 0; i < differences.length; i++) {
    for (let j = i; j < differences.length; j++)
      averages[next++] = (differences[i] as number) / 2 + (differences[j] as number) / 2
  }
  return [...averages.sort()]
}

/** Hodges and Lehmann's estimate of the centre of symmetric differences (Annals of Mathematical Statistics 34, 1963). */
export function pseudomedian(differences: readonly number[]): number {
  return median(walshAverages(differences))
}

/** Interval for the centre of symmetric differences: the signed-rank test inverted over the sorted Walsh averages. */
export function signedRankInterval(
  differences: readonly number[],
  alpha: number,
  averages: readonly number[] = walshAverages(differences),
): Interval {
  const n = differences.length
  // without equal differences the ranks are 1 to n at whatever shift
  const plain = signedRankNull(Array.from({ length: n }, (_, index) => index + 1))
  const equal = new Set(differences).size < n
  const nullAt = (shift: number) =>
    equal ? signedRankNull(differences.map((value) => value - shift)) : plain
  return invertTest(averages, nullAt, plain, alpha)
}
