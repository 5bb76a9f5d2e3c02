import { signTest } from '../stats/binomial.js'
import { doubledMidranks } from '../stats/midranks.js'
import { rankSumNull } from '../stats/rank-sum.js'
import { signedRankNull } from '../stats/signed-rank.js'
import { twoSided } from '../stats/tails.js'

/** p of a test when the two runs of the pairs marked 1 change their conditions. */
export type Relabelled = (swap: ArrayLike<number>) => number

/** What the p of a statistic, a whole number from 0 on, is: computed once for each value of it. */
function tabled(pOf: (statistic: number) => number): (statistic: number) => number {
  const known: number[] = []
  return (statistic) => {
    known[statistic] ??= pOf(statistic)
    return known[statistic] as number
  }
}

/** Of the AB-BA comparison; `steps` are second less first, which no relabelling changes. */
export function relabelledAbba(steps: readonly number[], baselineFirst: readonly boolean[]): Relabelled {
  const ranks = Float64Array.from(doubledMidranks(steps))
  const first = Uint8Array.from(baselineFirst, (one) => (one ? 1 : 0))
  // where a metric lacks a block, the number of AB blocks among its own varies
  const tables: ((statistic: number) => number)[] = []
  const tableOf = (n: number) => {
    const m = ranks.length - n
    const none = m === 0 || n === 0 ? null : rankSumNull([...ranks], m, n)
    return tabled((u) => (none === null ? 1 : twoSided(none.atMost(u), none.atLeast(u))))
  }
  return (swap) => {
    let [sum, n] = [0, 0]
    for (let index = 0; index < ranks.length; index++) {
      if (first[index] === swap[index]) continue
      sum += ranks[index] as number
      n++
    }
    tables[n] ??= tableOf(n)
    return (tables[n] as (statistic: number) => number)(sum - n * (n + 1))
  }
}

/** Of the signed-rank test of the differences of treatment and baseline. */
export function relabelledSignedRank(differences: readonly number[]): Relabelled {
  const ranks = doubledMidranks(differences.map(Math.abs))
  const none = signedRankNull(differences)
  const table = tabled((sum) => twoSided(none.atMost(sum), none.atLeast(sum)))
  return (swap) => {
    let sum = 0
    for (let index = 0; index < ranks.length; index++) {
      const difference = differences[index] as number
      if (difference !== 0 && difference > 0 !== (swap[index] === 1)) sum += ranks[index] as number
    }
    return table(sum)
  }
}

/** Of McNemar's test: `signs` is 1 where only the treatment had any event, -1 where only the baseline had, else 0. */
export function relabelledMcNemar(signs: readonly number[]): Relabelled {
  const differing = signs.filter((sign) => sign !== 0).length
  const table = tabled((successes) => signTest(successes, differing))
  return (swap) => {
    let successes = 0
    for (let index = 0; index < signs.length; index++)
      if ((signs[index] as number) === (swap[index] === 1 ? -1 : 1)) successes++
    return table(successes)
  }
}
