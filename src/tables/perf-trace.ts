import type { MetricResult } from '../model/metric.js'
import type { PerfTrace } from '../streams/perf-trace.js'

/** Faults that perf trace printed in a run, all or the major ones; missing where some were lost or their kind is not told. */
export function tracedFaults(trace: PerfTrace, which: 'all' | 'major'): MetricResult {
  const { minor, major, faults, lost, lostUncounted = 0 } = trace
  if (lost > 0 || lostUncounted > 0)
    return { missing: lostUncounted > 0 ? 'events were lost' : `events were lost: ${lost}` }
  if (which === 'major')
    return major === null ? { missing: 'perf trace did not tell the kind of the faults' } : { value: major }
  if (minor !== null && major !== null) return { value: minor + major }
  return faults === undefined ? { missing: 'perf trace printed no page fault' } : { value: faults }
}
