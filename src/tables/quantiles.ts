import { type Histogram, PER_SECOND } from '../model/histogram.js'
import type { MetricResult } from '../model/metric.js'
import { quantileBounds } from '../reduce/quantile-bounds.js'

/** The upper bound, in seconds, of the bucket (of whole units, so it ends where the next begins) that holds a quantile. */
export function upperBound({ unit, buckets }: Histogram, q: number, empty: string): MetricResult {
  const bounds = quantileBounds(buckets, q)
  if (bounds === null) return { missing: empty }
  if (bounds.upper === null) return { missing: 'it lies in the open last bucket' }
  return { value: (bounds.upper + 1) / PER_SECOND[unit] }
}
