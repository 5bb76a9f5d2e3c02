import { doubledMidranks } from './midranks.js'
import { normalUpperTail } from './normal.js'
import { twoSided, waysToSign } from './ways.js'

/** Up to this many differences the distribution is exact: they have 2^50 choices of signs. */
export const EXACT_UP_TO = 50

/**
 * Two-sided p of Wilcoxon's signed-rank test that differences are symmetric about 0: twice the smaller tail of the sum
 * of the ranks of positive differences, exact given the ties (every choice of signs equally likely); zeros are left
 * out. Beyond EXACT_UP_TO differences normal with corrections for ties and continuity. Lehmann (1975), sections 3.2, 3.3.
 */
export function signedRankP(differences: readonly number[]): number {
  const nonzero = differences.filter((difference) => difference !== 0)
  if (nonzero.length === 0) return 1
  const ranks = doubledMidranks(nonzero.map(Math.abs))
  const observed = ranks.reduce((sum, rank, index) => sum + ((nonzero[index] as number) > 0 ? rank : 0), 0)
  if (nonzero.length <= EXACT_UP_TO) return twoSided(waysToSign(ranks), observed)
  const most = ranks.reduce((sum, rank) => sum + rank, 0)
  const variance = ranks.reduce((sum, rank) => sum + rank * rank, 0) / 4
  return Math.min(
    1,
    2 * normalUpperTail(Math.max(0, Math.abs(observed - most / 2) - 1) / Math.sqrt(variance)),
  )
}
