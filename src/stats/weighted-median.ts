/**
 * Median of values that each count so many times, for values sorted once and weights that change: the middle of the whole
 * list, or half way between its two middles.
 */
export function weightedMedian(sorted: Float64Array, weights: Float64Array, all: number): number {
  let seen = 0
  for (let index = 0; index < sorted.length; index++) {
    seen += weights[index] as number
    if (2 * seen < all) continue
    const lower = sorted[index] as number
    if (2 * seen > all) return lower
    for (let next = index + 1; next < sorted.length; next++)
      if ((weights[next] as number) > 0) return lower / 2 + (sorted[next] as number) / 2
    return lower
  }
  return Number.NaN
}
