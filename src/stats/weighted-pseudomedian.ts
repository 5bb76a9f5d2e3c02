/**
 * The pseudomedian of differences that each count so many times, fast for many choices of counts: the Walsh averages are
 * sorted once and only their weights change.
 */
export function weightedPseudomedian(differences: readonly number[]): (counts: Uint8Array) => number {
  const n = differences.length
  const pairs: { average: number; i: number; j: number }[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++)
      pairs.push({ average: (differences[i] as number) / 2 + (differences[j] as number) / 2, i, j })
  }
  pairs.sort((a, b) => a.average - b.average)
  const average = Float64Array.from(pairs, (pair) => pair.average)
  const first = Uint16Array.from(pairs, ({ i }) => i)
  const second = Uint16Array.from(pairs, ({ j }) => j)
  return (counts) => {
    let drawn = 0
    for (const count of counts) drawn += count
    // twice the weight at which the middle is reached; an even number of averages has two middles
    const all = (drawn * (drawn + 1)) / 2
    let seen = 0
    let lower = Number.NaN
    for (let pair = 0; pair < average.length; pair++) {
      const [i, j] = [first[pair] as number, second[pair] as number]
      const a = counts[i] as number
      if (a === 0) continue
      seen += i === j ? (a * (a + 1)) / 2 : a * (counts[j] as number)
      if (2 * seen < all) continue
      if (!Number.isNaN(lower)) {
        if (seen > all / 2) return lower / 2 + (average[pair] as number) / 2
      } else if (2 * seen > all) return average[pair] as number
      else lower = average[pair] as number
    }
    return lower
  }
}
