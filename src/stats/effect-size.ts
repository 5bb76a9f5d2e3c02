import { doubledMidranks } from './midranks.js'

/** Cliff's delta: how much more often y is above x than below, over all pairs, from -1 to 1 (Psychological Bulletin 114, 1993). */
export function cliffsDelta(x: readonly number[], y: readonly number[]): number {
  let balance = 0
  for (const b of y) for (const a of x) balance += Math.sign(b - a)
  return balance / (x.length * y.length)
}

/** Matched-pairs rank-biserial correlation: the favourable share of the ranks less the unfavourable (Kerby, Comprehensive Psychology 3, 2014); 0 where all are 0. */
export function rankBiserial(differences: readonly number[]): number {
  const ranks = doubledMidranks(differences.map(Math.abs))
  let [balance, all] = [0, 0]
  for (const [index, difference] of differences.entries()) {
    balance += Math.sign(difference) * (ranks[index] as number)
    all += difference === 0 ? 0 : (ranks[index] as number)
  }
  return all === 0 ? 0 : balance / all
}
