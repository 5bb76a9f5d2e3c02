import { pairwiseDifferences, rankSumInterval, rankSumTest } from './rank-sum.js'
import type { RankTest } from './signed-rank.js'
import type { Interval } from './test-inversion.js'

/** A block as the AB-BA comparison sees it. */
export interface OrderedBlock {
  /** Second run less first run, on the working scale. */
  step: number
  /** Whether the baseline ran first (AB). */
  ab: boolean
}

/**
 * The AB-BA comparison: second less first of the blocks that began with the baseline (AB) against those of the others (BA),
 * by Wilcoxon's rank-sum test, which goes through every order with as many AB blocks. What both orders share (a
 * constant order effect, a linear drift) shifts both sides alike and drops out.
 * Koch, Biometrics 28 (1972); Hills and Armitage, British Journal of Clinical Pharmacology 8 (1979).
 */
export function abbaTest(blocks: readonly OrderedBlock[]): RankTest {
  const [ba, ab] = sides(blocks)
  return rankSumTest(ba, ab)
}

/** Half the shift from BA to AB blocks is the effect of the treatment: all halves of pairwise differences, sorted. */
export function abbaEffects(blocks: readonly OrderedBlock[]): number[] {
  const [ba, ab] = sides(blocks)
  return pairwiseDifferences(ba, ab).map((difference) => difference / 2)
}

/** Interval for the effect of the treatment: the same test inverted over the sorted halves of pairwise differences. */
export function abbaInterval(
  blocks: readonly OrderedBlock[],
  alpha: number,
  effects: readonly number[] = abbaEffects(blocks),
): Interval {
  const [ba, ab] = sides(blocks)
  const shifts = effects.map((effect) => 2 * effect)
  const { lower, upper, confidence } = rankSumInterval(ba, ab, alpha, shifts)
  return { lower: lower / 2, upper: upper / 2, confidence }
}

/** The least p that these very steps could have had in any order; 1 where all blocks have one order. */
export function leastAbbaP(blocks: readonly OrderedBlock[]): number {
  const [ba, ab] = sides(blocks)
  if (ba.length === 0 || ab.length === 0) return 1
  const sorted = [...ba, ...ab].sort((a, b) => a - b)
  return Math.min(
    rankSumTest(sorted.slice(0, ba.length), sorted.slice(ba.length)).p,
    rankSumTest(sorted.slice(ab.length), sorted.slice(0, ab.length)).p,
  )
}

function sides(blocks: readonly OrderedBlock[]): [number[], number[]] {
  const of = (which: boolean) => blocks.filter(({ ab }) => ab === which).map(({ step }) => step)
  return [of(false), of(true)]
}
