import { scalar } from '../decode/bpftrace-output.js'
import type { Histogram } from '../model/histogram.js'
import { counters } from '../reduce/counters.js'

export interface FaultLatency {
  /** Over all the time that the probes were attached. */
  minor: Histogram
  major: Histogram
  /** Calls of handle_mm_fault; those that gave up to be tried again; those that no processor exception led to. */
  handled: number | null
  retried: number | null
  withoutException: number | null
}

export const faultLatency = counters({
  id: 'fault-latency',
  title: 'Page-fault latency',
  what:
    'How long the kernel took over each page fault. A minor fault, for which it only had to find or clear a page, takes microseconds; a ' +
    'major one, for which it had to read from swap or a file, thousands of times as long.',
  collector: 'bpftrace on handle_mm_fault, entry to return, histograms kept in the kernel',
  caveats:
    'Buckets double in width, so a quantile is known to a factor of two only. Two probes for each fault slow the workload down. ' +
    'Covers all the time that the probes were attached, not only the measured window.',
  fields: {
    minor: { unit: 'count', doc: 'histogram of the latency of minor faults' },
    major: { unit: 'count', doc: 'histogram of the latency of major faults' },
    handled: { unit: 'count', doc: 'calls of handle_mm_fault' },
    retried: { unit: 'count', doc: 'calls that returned to be retried' },
    withoutException: {
      unit: 'count',
      doc: 'calls without a page-fault exception, such as those of populated pages',
    },
  },
  value: (printed): FaultLatency => ({
    minor: { unit: 'microseconds', buckets: printed.histograms.get('@minor_us') ?? [] },
    major: { unit: 'microseconds', buckets: printed.histograms.get('@major_us') ?? [] },
    handled: scalar(printed, '@handled'),
    retried: scalar(printed, '@retried'),
    withoutException: scalar(printed, '@without_exception'),
  }),
})
