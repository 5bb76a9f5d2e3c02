/** In how many ways a choice of so many of the given whole numbers has each sum; exact while there are fewer than 2^53 ways. */
export function waysToChoose(numbers: readonly number[], chosen: number): Float64Array {
  const most = [...numbers]
    .sort((a, b) => b - a)
    .slice(0, chosen)
    .reduce((sum, number) => sum + number, 0)
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(most + 1))
  ;(ways[0] as Float64Array)[0] = 1
  for (const number of numbers) {
    for (let k = chosen; k > 0; k--) {
      const into = ways[k] as Float64Array
      const from = ways[k - 1] as Float64Array
      for (let sum = most; sum >= number; sum--)
        into[sum] = (into[sum] as number) + (from[sum - number] as number)
    }
  }
  return ways[chosen] as Float64Array
}

/** In how many choices of signs the positive ones of the given whole numbers have each sum. */
export function waysToSign(numbers: readonly number[]): Float64Array {
  const most = numbers.reduce((sum, number) => sum + number, 0)
  const ways = new Float64Array(most + 1)
  ways[0] = 1
  for (const number of numbers) {
    for (let sum = most; sum >= number; sum--)
      ways[sum] = (ways[sum] as number) + (ways[sum - number] as number)
  }
  return ways
}

/** Twice the smaller of the two tails at the observed sum, at most 1; whole numbers until the last division. */
export function twoSided(ways: Float64Array, observed: number): number {
  let below = 0
  let above = 0
  let all = 0
  for (const [sum, count] of ways.entries()) {
    all += count
    if (sum <= observed) below += count
    if (sum >= observed) above += count
  }
  return Math.min(1, (2 * Math.min(below, above)) / all)
}
