import type { Random } from '../base/random.js'

/** Points on each side of a change: a single one is an outlier as well as a change. */
export const MIN_SEGMENT = 2

export interface Split {
  /** Place of the first point after it. */
  at: number
  /** The scaled energy statistic. */
  statistic: number
}

export interface TestedSplit extends Split {
  p: number
}

/** Statistics of the same points in another order differ by rounding alone. */
const SLACK = 1e-9

/** Euclidean distances between all points, row by row. */
export function distances(points: readonly (readonly number[])[]): Float64Array {
  const n = points.length
  const found = new Float64Array(n * n)
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.entries())
      found[i * n + j] = Math.sqrt(
        a.reduce((sum, value, axis) => sum + (value - (b[axis] as number)) ** 2, 0),
      )
  }
  return found
}

/**
 * The split of one segment with the largest scaled energy statistic: of the first tau points against those up to kappa,
 * 2 / (mn) of the distances between less the mean distance within each, times mn / (m + n). Equations 5 to 7 of Matteson
 * and James with an exponent of 1; null where the segment is too short for any.
 * @param order the segment's points, as indices into the distances of all n
 */
export function bestSplit(distance: Float64Array, n: number, order: ArrayLike<number>): Split | null {
  const length = order.length
  if (length < 2 * MIN_SEGMENT) return null
  // sums over pairs within the first k points
  const within = new Float64Array(length + 1)
  for (let k = 0; k < length; k++) {
    const row = (order[k] as number) * n
    let sum = 0
    for (let j = 0; j < k; j++) sum += distance[row + (order[j] as number)] as number
    within[k + 1] = (within[k] as number) + sum
  }
  let best: Split = { at: MIN_SEGMENT, statistic: Number.NEGATIVE_INFINITY }
  const inverse = Float64Array.from({ length: length + 1 }, (_, k) => 1 / k)
  // for each later point its distances to the first tau
  const toFirst = new Float64Array(length)
  for (let tau = 1; tau <= length - MIN_SEGMENT; tau++) {
    const row = (order[tau - 1] as number) * n
    const left = within[tau] as number
    const leftMean = left * (inverse[tau - 1] as number)
    let between = 0
    for (let j = tau; j < length; j++) {
      const sum = (toFirst[j] as number) + (distance[row + (order[j] as number)] as number)
      toFirst[j] = sum
      between += sum
      const right = j + 1 - tau
      if (tau < MIN_SEGMENT || right < MIN_SEGMENT) continue
      const after = (within[j + 1] as number) - left - between
      // mn / (m + n) is multiplied out
      const energy = between - leftMean * right - after * tau * (inverse[right - 1] as number)
      const statistic = 2 * energy * (inverse[j + 1] as number)
      if (statistic > best.statistic) best = { at: tau, statistic }
    }
  }
  return best
}

/**
 * One step of E-divisive (Matteson and James, "A nonparametric approach for multiple change point analysis of multivariate
 * data", JASA 109, 2014): the best split over the segments between the given cuts, and its p by permutation of the points
 * within their segments. The number of draws is that of Besag and Clifford ("Sequential Monte Carlo p-values", Biometrika
 * 78, 1991): it ends with the `enough`th permutation that is as extreme, and p is exact either way.
 * @param cuts places of the first points after earlier changes, ascending
 * @returns null where no segment is long enough
 */
export function nextSplit(
  points: readonly (readonly number[])[],
  cuts: readonly number[],
  { random, draws, enough = 20 }: { random: Random; draws: number; enough?: number },
): TestedSplit | null {
  const n = points.length
  const distance = distances(points)
  const ends = [0, ...cuts, n]
  const segments = ends
    .slice(1)
    .map((end, index) =>
      Int32Array.from({ length: end - (ends[index] as number) }, (_, k) => (ends[index] as number) + k),
    )
  const best = (): Split | null => {
    let found: Split | null = null
    for (const [index, segment] of segments.entries()) {
      const one = bestSplit(distance, n, segment)
      if (one !== null && (found === null || one.statistic > found.statistic))
        found = { at: (ends[index] as number) + one.at, statistic: one.statistic }
    }
    return found
  }
  const own = best()
  if (own === null) return null
  const least = own.statistic - SLACK * Math.abs(own.statistic)
  let reached = 0
  for (let drawn = 1; drawn <= draws; drawn++) {
    for (const segment of segments) shuffle(segment, random)
    if ((best()?.statistic ?? 0) >= least) reached++
    if (reached === enough) return { ...own, p: reached / drawn }
  }
  return { ...own, p: (reached + 1) / (draws + 1) }
}

/** Fisher and Yates's, in place. */
function shuffle(values: Int32Array, random: Random): void {
  for (let place = values.length - 1; place > 0; place--) {
    const other = random.integer(place + 1)
    const kept = values[place] as number
    values[place] = values[other] as number
    values[other] = kept
  }
}
