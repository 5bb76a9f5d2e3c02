import type { RunData } from '../experiment/experiment.js'
import type { MetricResult } from '../model/metric.js'
import type { Vmstat } from '../streams/vmstat.js'

/** A count over its own length where it was counted between time marks, else over the run's, missing where the length is unknown. */
export function perSecond(count: number, run: RunData, own?: number): MetricResult {
  if (own !== undefined && own > 0) return { value: count / own }
  if (run.duration === null) return { missing: 'the length of the run is unknown' }
  return { value: count / run.duration.seconds }
}

/** A weighted sum of vmstat's increases over the run's length; missing where the kernel has not all of the counters. */
export function rateOf(
  vmstat: Vmstat,
  run: RunData,
  weights: Readonly<Record<string, number>>,
): MetricResult {
  let sum = 0
  for (const [counter, weight] of Object.entries(weights)) {
    const delta = vmstat.deltas.get(counter)
    if (delta === undefined) return { missing: `this kernel's /proc/vmstat has no ${counter}` }
    sum += weight * delta
  }
  return perSecond(sum, run, vmstat.seconds)
}

/** Seconds out of the run's length; `reason` says why there are none. */
export function shareOf(
  seconds: number | null,
  run: RunData,
  reason = 'not recorded',
  own?: number,
): MetricResult {
  if (seconds === null) return { missing: reason }
  return perSecond(seconds, run, own)
}
