import { binomialMasses } from './binomial.js'
import type { Interval } from './test-inversion.js'

/**
 * Distribution-free interval of a median: the kth smallest and the kth largest value, with the largest k that keeps the confidence, else the extremes.
 * David and Nagaraja, Order Statistics (2003), section 7.1.
 */
export function medianInterval(values: readonly number[], alpha: number): Interval {
  const sorted = [...values].sort((a, b) => a - b)
  const n = sorted.length
  const masses = binomialMasses(n, 0.5)
  let [k, below] = [1, masses[0] as number]
  while (2 * (k + 1) <= n && 2 * (below + (masses[k] as number)) <= alpha) {
    below += masses[k] as number
    k++
  }
  return { lower: sorted[k - 1] as number, upper: sorted[n - k] as number, confidence: 1 - 2 * below }
}
