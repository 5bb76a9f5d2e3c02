import type { Bucket } from '../decode/bpftrace-json.js'
import type { MetricResult } from '../model/metric.js'
import { quantileBounds } from '../reduce/quantile-bounds.js'

/** The upper bound, in seconds, of the bucket (in whole microseconds, so it ends where the next begins) that holds a quantile. */
export function upperBound(buckets: readonly Bucket[], q: number, empty: string): MetricResult {
  const bounds = quantileBounds(buckets, q)
  if (bounds === null) return { missing: empty }
  if (bounds.most === null) return { missing: 'it lies in the open last bucket' }
  return { value: (bounds.most + 1) / 1e6 }
}
