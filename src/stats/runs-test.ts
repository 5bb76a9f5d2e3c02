import { median } from 'simple-statistics'
import { choose } from './ways.js'

export interface RunsTest {
  runs: number
  /** Chance of so few runs or fewer when every order is equally likely. */
  pFew: number
  /** Chance of so many or more. */
  pMany: number
}

/** Exact runs test about the median (Wald and Wolfowitz, Annals of Mathematical Statistics 11, 1940); values at the median are excluded. */
export function runsTest(values: readonly number[]): RunsTest {
  const middle = values.length === 0 ? 0 : median([...values])
  const above = values.filter((value) => value !== middle).map((value) => value > middle)
  const m = above.filter(Boolean).length
  const n = above.length - m
  const runs = above.filter((side, index) => index === 0 || side !== above[index - 1]).length
  const total = choose(m + n, m)
  let [few, many] = [0, 0]
  for (let count = 1; count <= m + n; count++) {
    const chance = waysToHave(count, m, n) / total
    if (count <= runs) few += chance
    if (count >= runs) many += chance
  }
  return { runs, pFew: m + n === 0 ? 1 : Math.min(1, few), pMany: m + n === 0 ? 1 : Math.min(1, many) }
}

/** In how many orders of m and n things there are so many runs. */
function waysToHave(runs: number, m: number, n: number): number {
  if (m === 0 || n === 0) return runs === 1 ? 1 : 0
  const half = Math.floor(runs / 2)
  const split = (things: number, parts: number) =>
    parts < 1 || parts > things ? 0 : choose(things - 1, parts - 1)
  if (runs % 2 === 0) return 2 * split(m, half) * split(n, half)
  return split(m, half + 1) * split(n, half) + split(m, half) * split(n, half + 1)
}
