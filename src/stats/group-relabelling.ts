import { random } from '../base/random.js'
import { doubledMidranks } from './midranks.js'
import { rankSumNull } from './rank-sum.js'
import { otherOrders } from './relabellings.js'
import { westfallYoung } from './westfall-young.js'

/** A row's sessions: whether each is of the new side, and its value on the working scale; null where it has none. */
export interface RowSessions {
  values: readonly (number | null)[]
  /** Whether a change for the worse is upwards. */
  worseIsUp: boolean
}

export interface OneSided {
  worse: number
  better: number
}

/** One-sided p of the rank-sum test of the new sessions against those of the base, exact over every choice of sessions. */
function tester({ values, worseIsUp }: RowSessions): (isNew: (index: number) => boolean) => OneSided {
  const present = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]))
  const ranks = doubledMidranks(present.map(({ value }) => value))
  const nulls = new Map<number, ReturnType<typeof rankSumNull>>()
  return (isNew) => {
    let [sum, n] = [0, 0]
    for (const [place, { index }] of present.entries()) {
      if (!isNew(index)) continue
      sum += ranks[place] as number
      n++
    }
    if (n === 0 || n === present.length) return { worse: 1, better: 1 }
    let none = nulls.get(n)
    if (none === undefined) {
      none = rankSumNull(ranks, present.length - n, n)
      nulls.set(n, none)
    }
    const statistic = sum - n * (n + 1)
    const [down, up] = [none.atMost(statistic), none.atLeast(statistic)]
    return worseIsUp ? { worse: up, better: down } : { worse: down, better: up }
  }
}

export interface AdjustedRow {
  p: OneSided
  adjusted: OneSided
}

/**
 * One-sided p of each row, and adjusted for all of them by Westfall and Young over every way to call as many of these sessions new,
 * once for changes for the worse and once for the better.
 * @param isNew of each session
 * @returns leastAdjusted: the least adjusted p for the worse that any outcome could have had
 */
export function adjustedRows(
  rows: readonly RowSessions[],
  isNew: readonly boolean[],
  seed: string,
): { rows: AdjustedRow[]; leastAdjusted: number } {
  const tests = rows.map(tester)
  const own = tests.map((test) => test((index) => isNew[index] === true))
  const relabellings = otherOrders(isNew, random(`${seed} sessions`))
  const family = (direction: keyof OneSided) =>
    westfallYoung(
      tests.map((test, row) => ({
        p: own[row]?.[direction] ?? 1,
        relabelled: (swap: Uint8Array) =>
          test((index) => (isNew[index] === true) !== (swap[index] === 1))[direction],
      })),
      relabellings,
    )
  const [first] = own
  // alone a row keeps its own p, which is exact where the relabellings would be drawn
  if (first !== undefined && own.length === 1)
    return { rows: [{ p: first, adjusted: first }], leastAdjusted: 0 }
  const [worse, better] = [family('worse'), family('better')]
  return {
    rows: own.map((p, row) => ({ p, adjusted: { worse: worse.p[row] ?? 1, better: better.p[row] ?? 1 } })),
    leastAdjusted: worse.least,
  }
}
