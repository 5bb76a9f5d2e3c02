import { readBpftrace } from '../decode/bpftrace-output.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface Thp {
  /** Tracepoint to how often it fired while the probes were attached. */
  events: Map<string, number>
  /** Result of a join or scan, as the number of the kernel's enum scan_result, to its count. */
  collapses: Map<string, number>
  scans: Map<string, number>
}

declare module '../model/stream.js' {
  interface StreamValues {
    thp: Thp
  }
}

export const thp: StreamDef<Thp> = {
  id: 'thp',
  title: 'Transparent huge pages',
  what:
    'A huge page is 2 MiB where an ordinary one is 4 KiB: fewer faults and faster access, but memory in large pieces. khugepaged is the ' +
    'kernel thread that joins small pages to huge ones.',
  collector: 'bpftrace on the tracepoints huge_memory:*, counted in the kernel',
  caveats:
    'Results are numbers whose meaning differs between kernels. Huge pages made when a page is first touched are in ' +
    '/proc/vmstat (thp_fault_alloc) instead.',
  columns: [
    { name: 'event', unit: 'text', doc: 'tracepoint' },
    { name: 'fired', unit: 'count', doc: 'times it fired' },
  ],
  sidecars: [],
  recordedAs: ['thp'],
  reduce: reduceThp,
}

async function reduceThp(files: readonly StreamFile[], run: string): Promise<Reduction<Thp>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const trace = await readBpftrace(file, run, () => false)
  const named = trace.maps.get('@events') ?? new Map<string, number>()
  const value: Thp = {
    events: new Map([...named].map(([probe, count]) => [probe.split(':').at(-1) ?? probe, count])),
    collapses: trace.maps.get('@collapse_status') ?? new Map(),
    scans: trace.maps.get('@scan_status') ?? new Map(),
  }
  return { present: true, value, warnings: trace.warnings }
}
