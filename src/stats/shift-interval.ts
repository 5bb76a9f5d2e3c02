import { normalQuantile } from './normal.js'
import { EXACT_UP_TO as RANK_SUM_EXACT } from './rank-sum.js'
import { EXACT_UP_TO as SIGNED_RANK_EXACT } from './signed-rank.js'
import { waysToChoose, waysToSign } from './ways.js'

export interface Interval {
  lower: number
  upper: number
  /** The confidence that the interval has: it is a step function, so seldom the one asked for. */
  confidence: number
}

const oneTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

/**
 * Interval for the shift between two samples: the rank-sum test inverted, which gives two of the sorted pairwise
 * differences. Where ties are, the closed interval has at least the confidence stated. Lehmann (1975), section 2.6;
 * Randles and Wolfe, Introduction to the Theory of Nonparametric Statistics (1979), section 6.2.
 *
 * @param differences all pairwise ones of the samples of m and n values, sorted
 * @param confidence asked for; where even the widest interval has less, that one is given with what it has
 */
export function twoSampleInterval(
  differences: readonly number[],
  m: number,
  n: number,
  confidence: number,
): Interval {
  const statistic = { mean: (m * n) / 2, sd: Math.sqrt((m * n * (m + n + 1)) / 12) }
  // sums of ranks begin at 1 + 2 + ... + m
  const ways = m + n <= RANK_SUM_EXACT ? waysToChoose(oneTo(m + n), m).subarray((m * (m + 1)) / 2) : null
  return byOrder(differences, ways, statistic, confidence)
}

/**
 * Interval for the centre of symmetric differences: the signed-rank test inverted, which gives two of the sorted Walsh
 * averages of n differences. Lehmann (1975), section 4.5.
 */
export function oneSampleInterval(averages: readonly number[], n: number, confidence: number): Interval {
  const statistic = { mean: (n * (n + 1)) / 4, sd: Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24) }
  return byOrder(averages, n <= SIGNED_RANK_EXACT ? waysToSign(oneTo(n)) : null, statistic, confidence)
}

/** The candidates `cut` places in from both ends: as many as the null distribution of the statistic allows to cut off. */
function byOrder(
  candidates: readonly number[],
  ways: Float64Array | null,
  { mean, sd }: { mean: number; sd: number },
  confidence: number,
): Interval {
  const alpha = 1 - confidence
  let cut: number
  let reached = confidence
  if (ways === null) {
    cut = Math.max(0, Math.floor(mean - 0.5 - normalQuantile(1 - alpha / 2) * sd))
  } else {
    const all = ways.reduce((sum, count) => sum + count, 0)
    let tail = ways[0] as number
    cut = 0
    // to a last digit: 2 / 40 is to count as 0.05
    while ((2 * (tail + (ways[cut + 1] as number))) / all <= alpha * (1 + 1e-12))
      tail += ways[++cut] as number
    reached = 1 - Math.min(1, (2 * tail) / all)
  }
  return {
    lower: candidates[cut] as number,
    upper: candidates[candidates.length - 1 - cut] as number,
    confidence: reached,
  }
}
