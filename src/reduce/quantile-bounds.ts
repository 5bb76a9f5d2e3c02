import type { Bucket } from '../model/histogram.js'

/** Between which bounds (inclusive, null: open) a quantile lies: all that a histogram can tell of it. */
export interface QuantileBounds {
  lower: number | null
  upper: number | null
}

/** The bucket in which the value lies that at least the share `q` of all do not exceed; null for an empty histogram. */
export function quantileBounds(buckets: readonly Bucket[], q: number): QuantileBounds | null {
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0)
  let below = 0
  for (const { min, max, count } of buckets) {
    below += count
    if (count > 0 && below >= q * total) return { lower: min, upper: max }
  }
  return null
}
