import { memoize } from '../base/memoize.js'
import { random } from '../base/random.js'
import { rankSumTest } from './rank-sum.js'

const DRAWS = 40_000
/** Beyond it the simulation, which grows with the square, would take minutes. */
export const MAX_SIMULATED_BLOCKS = 60

/**
 * The nominal p at which each of several looks may decide, so that with nothing to find any of them does with a chance of at
 * most alpha: Pocock's boundary (Biometrika 64, 1977), computed for these numbers of blocks from DRAWS seeded orders of
 * exchangeable steps, half of the blocks of each stage AB, rather than taken from a table for normal data.
 *
 * @param looks blocks at each look, ascending; one look alone has alpha itself. Plans of more than MAX_SIMULATED_BLOCKS
 * share alpha evenly among their looks (Bonferroni), which is less than the boundary
 */
export function lookBoundary(looks: readonly number[], alpha: number): number {
  if (looks.length < 2) return alpha
  if (Math.max(...looks) > MAX_SIMULATED_BLOCKS) return alpha / looks.length
  return computed(`${alpha},${looks.join(',')}`)
}

const computed = memoize(32, (key) => {
  const [alpha = 0, ...looks] = key.split(',').map(Number)
  const most = looks.at(-1) as number
  const ab = stagedOrder(looks)
  const ps = looks.map((blocks) => pByWins(ab.slice(0, blocks)))
  const source = random(`look boundary ${key}`)
  const least = new Float64Array(DRAWS)
  const steps = new Float64Array(most)
  for (let draw = 0; draw < DRAWS; draw++) {
    let [wins, done, smallest] = [0, 0, 1]
    for (const [look, blocks] of looks.entries()) {
      for (; done < blocks; done++) {
        const step = source.uniform()
        steps[done] = step
        for (let before = 0; before < done; before++) {
          if (ab[before] === ab[done]) continue
          if (step > (steps[before] as number) === ab[done]) wins++
        }
      }
      smallest = Math.min(smallest, ps[look]?.[wins] as number)
    }
    least[draw] = smallest
  }
  least.sort()
  // the largest attainable p that no more than alpha of the draws reach: just below the first that would be too many
  const tooMany = least[Math.floor(alpha * DRAWS)] as number
  return least.findLast((p) => p < tooMany) ?? 0
})

/** AB and BA in turn within each stage, so that each is balanced as far as its number allows. */
function stagedOrder(looks: readonly number[]): boolean[] {
  return looks.flatMap((blocks, index) =>
    Array.from({ length: blocks - (looks[index - 1] ?? 0) }, (_, place) => (place + index) % 2 === 0),
  )
}

/** Two-sided p by the number of pairs in which the AB block is above. */
function pByWins(ab: readonly boolean[]): Float64Array {
  const n = ab.filter(Boolean).length
  const m = ab.length - n
  const below = Array.from({ length: m }, (_, index) => index + 1)
  return Float64Array.from({ length: m * n + 1 }, (_, wins) => {
    // n values that win so many pairs: whole rows, then the rest
    const y = Array.from({ length: n }, (__, index) => {
      const own = Math.min(m, Math.max(0, wins - index * m))
      return own + 0.5 + index * 1e-6 * (own === m || own === 0 ? 1 : 0)
    })
    return rankSumTest(below, y).p
  })
}
