import type { Bucket } from '../decode/bpftrace-json.js'
import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface FaultLatency {
  /** Microseconds, over all the time that the probes were attached. */
  minor: Bucket[]
  major: Bucket[]
  /** Calls of handle_mm_fault; those that gave up to be tried again; those that no processor exception led to. */
  handled: number | null
  retried: number | null
  withoutException: number | null
}

declare module '../model/stream.js' {
  interface StreamValues {
    'fault-latency': FaultLatency
  }
}

export const faultLatency: StreamDef<FaultLatency> = {
  id: 'fault-latency',
  title: 'Time to handle a page fault',
  what:
    'How long the kernel took over each page fault. A minor fault, for which it only had to find or clear a page, takes microseconds; a ' +
    'major one, for which it had to read from swap or a file, thousands of times as long.',
  collector: 'bpftrace on handle_mm_fault, entry to return, histograms kept in the kernel',
  caveats:
    'Buckets double in width, so a quantile is known to a factor of two only. Two probes for each fault slow the workload down. ' +
    'Covers all the time that the probes were attached, not only the measured window.',
  columns: [
    { name: 'kind', unit: 'text', doc: 'minor or major' },
    { name: 'bucket', unit: 'text', doc: 'bounds in microseconds, inclusive' },
    { name: 'faults', unit: 'count', doc: 'faults in that bucket' },
  ],
  sidecars: [],
  recordedAs: ['fault-latency'],
  reduce: reduceFaultLatency,
}

async function reduceFaultLatency(
  files: readonly StreamFile[],
  run: string,
): Promise<Reduction<FaultLatency>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const trace = await readBpftrace(file, run, () => false)
  const value: FaultLatency = {
    minor: trace.histograms.get('@minor_us') ?? [],
    major: trace.histograms.get('@major_us') ?? [],
    handled: scalar(trace, '@handled'),
    retried: scalar(trace, '@retried'),
    withoutException: scalar(trace, '@without_exception'),
  }
  return { present: true, value, warnings: trace.warnings }
}
