import { memoize } from '../base/memoize.js'
import type { Random } from '../base/random.js'
import { doubledMidranks } from './midranks.js'
import { choose } from './ways.js'

/** Up to so many ways to choose which values belong to the second sample (12 and 12) all of them are gone through. */
export const MAX_EXACT_WAYS = 2_704_156
export const DRAWS = 9999

export interface BrunnerMunzel {
  /** As of SciPy's brunnermunzel(x, y): above 0 where y tends to be larger. Infinite where the samples do not overlap. */
  statistic: number
  p: number
  exact: boolean
}

/**
 * Brunner and Munzel's test that neither sample tends to be larger (Biometrical Journal 42, 2000), which needs neither equal
 * spread nor equal sizes, with the permutation distribution of Neubert and Brunner (Computational Statistics & Data Analysis 51, 2007):
 * exact up to MAX_EXACT_WAYS, beyond from DRAWS seeded draws with the observed one counted in. Two-sided by the absolute value.
 */
export function brunnerMunzelTest(x: readonly number[], y: readonly number[], random: Random): BrunnerMunzel {
  const [m, n] = [x.length, y.length]
  const statistic = brunnerMunzelStatistic(x, y)
  if (choose(m + n, Math.min(m, n)) <= MAX_EXACT_WAYS) {
    const groups = groupSizes([...x, ...y])
    // without ties every pair of samples of these sizes has one distribution
    const p =
      groups.length === m + n
        ? shareAtLeast(withoutTies(`${Math.min(m, n)},${Math.max(m, n)}`), Math.abs(statistic))
        : shareOfSplits(groups, m, n, Math.abs(statistic))
    return { statistic, p, exact: true }
  }
  const pooled = [...x, ...y]
  let extreme = 1
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let last = pooled.length - 1; last > 0; last--) {
      const other = random.integer(last + 1)
      const value = pooled[last] as number
      pooled[last] = pooled[other] as number
      pooled[other] = value
    }
    const drawn = brunnerMunzelStatistic(pooled.slice(0, m), pooled.slice(m))
    if (Math.abs(drawn) >= Math.abs(statistic) - SLACK) extreme++
  }
  return { statistic, p: extreme / (DRAWS + 1), exact: false }
}

/** Statistics that are equal but for rounding count as equal. */
const SLACK = 1e-9

/** From placements: how many values of the other sample lie below each one, ties counted half. */
export function brunnerMunzelStatistic(x: readonly number[], y: readonly number[]): number {
  const pooled = doubledMidranks([...x, ...y])
  const placements = (values: readonly number[], from: number) => {
    const own = doubledMidranks(values)
    return own.map((rank, index) => (pooled[from + index] as number) - rank)
  }
  const [a, b] = [placements(x, 0), placements(y, x.length)]
  const sum = (list: readonly number[]) => list.reduce((all, value) => all + value, 0)
  const squares = (list: readonly number[]) => list.reduce((all, value) => all + value * value, 0)
  return fromSums(x.length, y.length, sum(a), squares(a), squares(b))
}

/**
 * @param u sum of x's doubled placements (the sum of y's is 2mn less)
 * @param qx sum of their squares
 * @param qy the same of y's
 */
function fromSums(m: number, n: number, u: number, qx: number, qy: number): number {
  const v = 2 * m * n - u
  // variances of the placements: half of the doubled ones, hence the quarter
  const sx = Math.max(0, qx - (u * u) / m) / (4 * (m - 1))
  const sy = Math.max(0, qy - (v * v) / n) / (4 * (n - 1))
  // mean rank of y less that of x is (m + n) / 2 times the balance of the wins
  const difference = ((m + n) * (v - u)) / (4 * m * n)
  const spread = (m + n) * Math.sqrt(m * sx + n * sy)
  if (spread === 0) return difference === 0 ? 0 : Math.sign(difference) * Number.POSITIVE_INFINITY
  return (m * n * difference) / spread
}

/** Sizes of the groups of equal values, from the smallest value up. */
function groupSizes(values: readonly number[]): number[] {
  const sizes: number[] = []
  const sorted = [...values].sort((a, b) => a - b)
  for (const [index, value] of sorted.entries()) {
    if (index > 0 && value === sorted[index - 1]) sizes[sizes.length - 1] = (sizes.at(-1) as number) + 1
    else sizes.push(1)
  }
  return sizes
}

/** Statistics by size without sorting millions of them: those of bin b begin at starts[b]. */
interface Binned {
  starts: Uint32Array
  values: Float64Array
}

const BINS = 65_536
const BINS_PER_UNIT = 4096
const binOf = (size: number) => Math.min(BINS - 1, Math.floor(Math.max(0, size) * BINS_PER_UNIT))

function shareAtLeast({ starts, values }: Binned, size: number): number {
  const bin = binOf(size - SLACK)
  const end = starts[bin + 1] as number
  let extreme = values.length - end
  for (let index = starts[bin] as number; index < end; index++)
    if ((values[index] as number) >= size - SLACK) extreme++
  return extreme / values.length
}

/** Absolute values of the statistic in all choices without ties; of "m,n". */
const withoutTies = memoize(4, (key): Binned => {
  const [m = 0, n = 0] = key.split(',').map(Number)
  const found = new Float64Array(choose(m + n, m))
  const starts = new Uint32Array(BINS + 1)
  let next = 0
  const ones = Array.from({ length: m + n }, () => 1)
  split(ones, m, n, (statistic) => {
    const size = Math.abs(statistic)
    found[next++] = size
    const after = binOf(size) + 1
    starts[after] = (starts[after] as number) + 1
  })
  for (let bin = 1; bin <= BINS; bin++) starts[bin] = (starts[bin] as number) + (starts[bin - 1] as number)
  const places = starts.slice()
  const values = new Float64Array(found.length)
  for (const size of found) {
    const bin = binOf(size)
    const place = places[bin] as number
    values[place] = size
    places[bin] = place + 1
  }
  return { starts, values }
})

function shareOfSplits(groups: readonly number[], m: number, n: number, size: number): number {
  let [extreme, all] = [0, 0]
  split(groups, m, n, (statistic, ways) => {
    all += ways
    if (Math.abs(statistic) >= size - SLACK) extreme += ways
  })
  return extreme / all
}

/** Every split of the groups between the samples, from the smallest value up, with its statistic and in how many ways it comes. */
function split(
  groups: readonly number[],
  m: number,
  n: number,
  visit: (statistic: number, ways: number) => void,
): void {
  const walk = (group: number, i: number, j: number, u: number, qx: number, qy: number, ways: number) => {
    if (group === groups.length) {
      visit(fromSums(m, n, u, qx, qy), ways)
      return
    }
    const size = groups[group] as number
    for (let a = Math.max(0, size - (n - j)); a <= Math.min(size, m - i); a++) {
      const b = size - a
      // doubled placements: twice those below, and each equal one once
      const px = 2 * j + b
      const py = 2 * i + a
      walk(
        group + 1,
        i + a,
        j + b,
        u + a * px,
        qx + a * px * px,
        qy + b * py * py,
        size === 1 ? ways : ways * choose(size, a),
      )
    }
  }
  walk(0, 0, 0, 0, 0, 0, 1)
}
