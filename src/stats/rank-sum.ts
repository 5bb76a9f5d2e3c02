import { doubledMidranks } from './midranks.js'
import { normalUpperTail } from './normal.js'
import { twoSided, waysToChoose } from './ways.js'

/** Up to this many values in all the distribution is exact: 28 of 56 can be chosen in fewer than 2^53 ways. */
export const EXACT_UP_TO = 56

/**
 * Two-sided p of Wilcoxon's rank-sum (Mann and Whitney's U) test that x and y come from one distribution: twice the
 * smaller tail, exact given the ties (the permutation distribution of the midranks), up to EXACT_UP_TO values; beyond,
 * normal with corrections for ties and continuity. Lehmann, Nonparametrics (1975), sections 1.2 to 1.5.
 */
export function rankSumP(x: readonly number[], y: readonly number[]): number {
  if (x.length === 0 || y.length === 0) return 1
  const ranks = doubledMidranks([...x, ...y])
  const observed = ranks.slice(0, x.length).reduce((sum, rank) => sum + rank, 0)
  if (ranks.length <= EXACT_UP_TO) return twoSided(waysToChoose(ranks, x.length), observed)
  const total = ranks.length
  const counts = new Map<number, number>()
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1)
  let ties = 0
  for (const count of counts.values()) ties += count ** 3 - count
  // of the doubled sum: four times the variance of the rank sum
  const variance = ((x.length * y.length) / 3) * (total + 1 - ties / (total * (total - 1)))
  if (variance === 0) return 1
  const distance = Math.max(0, Math.abs(observed - x.length * (total + 1)) - 1)
  return Math.min(1, 2 * normalUpperTail(distance / Math.sqrt(variance)))
}
