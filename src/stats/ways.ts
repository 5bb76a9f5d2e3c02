/** Counts of ways stay exact in a double up to here. */
export const MAX_WAYS = 2 ** 53

/** In how many choices of signs the positive ones of the given whole numbers have each sum: counting by sums, one number at a time. */
export function waysToSign(numbers: readonly number[]): Float64Array {
  const most = numbers.reduce((sum, number) => sum + number, 0)
  const ways = new Float64Array(most + 1)
  ways[0] = 1
  let reached = 0
  for (const number of numbers) {
    reached += number
    for (let sum = reached; sum >= number; sum--)
      ways[sum] = (ways[sum] as number) + (ways[sum - number] as number)
  }
  return ways
}

/** In how many ways a choice of so many of the given whole numbers has each sum. */
export function waysToChoose(numbers: readonly number[], chosen: number): Float64Array {
  const sorted = [...numbers].sort((a, b) => a - b)
  const most = sorted.slice(sorted.length - chosen).reduce((sum, number) => sum + number, 0)
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(most + 1))
  ;(ways[0] as Float64Array)[0] = 1
  // no sum of k of the numbers seen so far is above the sum of the k largest of them
  const reach = new Array<number>(chosen + 1).fill(0)
  for (const [seen, number] of sorted.entries()) {
    for (let k = Math.min(chosen, seen + 1); k > 0; k--) {
      const into = ways[k] as Float64Array
      const from = ways[k - 1] as Float64Array
      reach[k] = (reach[k - 1] as number) + number
      for (let sum = reach[k] as number; sum >= number; sum--)
        into[sum] = (into[sum] as number) + (from[sum - number] as number)
    }
  }
  return ways[chosen] as Float64Array
}

/** In how many ways k of n can be chosen; rounded beyond MAX_WAYS. */
export function choose(n: number, k: number): number {
  let ways = 1
  for (let step = 1; step <= Math.min(k, n - k); step++) {
    const more = n - step + 1
    // divided first: the product may be beyond what a double counts where the result is not
    ways = Math.floor(ways / step) * more + ((ways % step) * more) / step
  }
  return ways
}
