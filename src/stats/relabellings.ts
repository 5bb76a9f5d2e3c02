import type { Random } from '../base/random.js'
import { choose } from './ways.js'

/** Up to so many all of them are gone through. */
export const MAX_EXACT_RELABELLINGS = 65_536
export const DRAWS = 9999

/** Other ways in which the blocks of a plan could have been labelled: 1 where a block's two runs change their conditions. */
export interface Relabellings {
  swaps: Uint8Array[]
  /** All that the plan could have had, the one that it had among them; otherwise seeded draws without it. */
  exact: boolean
}

/** Every order with as many blocks that begin with the baseline, or seeded draws of them. `ab`: which ones did. */
export function otherOrders(ab: readonly boolean[], random: Random): Relabellings {
  const n = ab.length
  const first = ab.filter(Boolean).length
  const swapsOf = (chosen: Uint8Array) => chosen.map((one, index) => one ^ (ab[index] === true ? 1 : 0))
  if (choose(n, first) <= MAX_EXACT_RELABELLINGS) {
    const swaps: Uint8Array[] = []
    const chosen = new Uint8Array(n)
    const walk = (index: number, left: number) => {
      if (left > n - index) return
      if (index === n) {
        swaps.push(swapsOf(chosen))
        return
      }
      if (left > 0) {
        chosen[index] = 1
        walk(index + 1, left - 1)
        chosen[index] = 0
      }
      walk(index + 1, left)
    }
    walk(0, first)
    return { swaps, exact: true }
  }
  const order = Uint8Array.from(ab, (one) => (one ? 1 : 0))
  const swaps = Array.from({ length: DRAWS }, () => {
    for (let last = n - 1; last > 0; last--) {
      const other = random.integer(last + 1)
      const one = order[last] as number
      order[last] = order[other] as number
      order[other] = one
    }
    return swapsOf(order)
  })
  return { swaps, exact: false }
}

/** Every choice of blocks whose runs change their conditions (the sign flips of the signed-rank test), or seeded draws of them. */
export function signFlips(n: number, random: Random): Relabellings {
  if (2 ** n <= MAX_EXACT_RELABELLINGS)
    return {
      swaps: Array.from({ length: 2 ** n }, (_, bits) =>
        Uint8Array.from({ length: n }, (__, i) => (bits >> i) & 1),
      ),
      exact: true,
    }
  const swaps = Array.from({ length: DRAWS }, () => Uint8Array.from({ length: n }, () => random.integer(2)))
  return { swaps, exact: false }
}
