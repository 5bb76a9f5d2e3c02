import { counters } from '../reduce/counters.js'

export interface Thp {
  /** Tracepoint to how often it fired while the probes were attached. */
  events: Map<string, number>
  /** Result of a join or scan, as the number of the kernel's enum scan_result, to its count. */
  collapses: Map<string, number>
  scans: Map<string, number>
}

export const thp = counters({
  id: 'thp',
  title: 'Transparent huge pages',
  what:
    'A huge page is 2 MiB where an ordinary one is 4 KiB: fewer faults and faster access, but memory in large pieces. khugepaged is the ' +
    'kernel thread that joins small pages to huge ones.',
  collector: 'bpftrace on the tracepoints huge_memory:*, counted in the kernel',
  caveats:
    'Results are numbers whose meaning differs between kernels. Huge pages made when a page is first touched are in ' +
    '/proc/vmstat (thp_fault_alloc) instead.',
  fields: {
    events: { unit: 'count', doc: 'times that each tracepoint fired' },
    collapses: { unit: 'count', doc: 'collapses by result, the number in the kernel’s enum scan_result' },
    scans: { unit: 'count', doc: 'scans by result' },
  },
  value: (printed): Thp => ({
    events: new Map(
      [...(printed.maps.get('@events') ?? [])].map(([probe, count]) => [
        probe.split(':').at(-1) ?? probe,
        count,
      ]),
    ),
    collapses: printed.maps.get('@collapse_status') ?? new Map(),
    scans: printed.maps.get('@scan_status') ?? new Map(),
  }),
})
