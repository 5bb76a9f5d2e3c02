import { scalar } from '../decode/bpftrace-output.js'
import { counters } from '../reduce/counters.js'

export interface Migration {
  /** Pages moved, and those that could not be, while the probes were attached. */
  succeeded: number
  failed: number
  /** "MODE,REASON" as bpftrace prints them to the number of calls. */
  calls: Map<string, number>
}

export const migration = counters({
  id: 'migration',
  title: 'Page migration',
  what:
    'The kernel moves pages from one place in memory to another: for compaction, to bring them nearer to the processor that uses them, ' +
    'or to free a memory module. It is work that shows nowhere else.',
  collector: 'bpftrace on migrate:mm_migrate_pages, summed in the kernel',
  caveats:
    'Modes and reasons are numbers with old versions of bpftrace and names with new ones. When nothing was moved, ' +
    'old versions print nothing, which is read as 0.',
  fields: {
    succeeded: { unit: 'pages', doc: 'pages moved' },
    failed: { unit: 'pages', doc: 'pages that could not be moved' },
    calls: { unit: 'count', doc: 'calls by mode and reason' },
  },
  value: (printed): Migration => ({
    succeeded: scalar(printed, '@succeeded') ?? 0,
    failed: scalar(printed, '@failed') ?? 0,
    calls: printed.maps.get('@calls') ?? new Map(),
  }),
})
