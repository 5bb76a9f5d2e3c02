import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface Migration {
  /** Pages moved, and those that could not be, while the probes were attached. */
  succeeded: number
  failed: number
  /** "MODE,REASON" as bpftrace prints them to the number of calls. */
  calls: Map<string, number>
}

declare module '../model/stream.js' {
  interface StreamValues {
    migration: Migration
  }
}

export const migration: StreamDef<Migration> = {
  id: 'migration',
  title: 'Page migration',
  what:
    'The kernel moves pages from one place in memory to another: for compaction, to bring them nearer to the processor that uses them, ' +
    'or to free a memory module. It is work that shows nowhere else.',
  collector: 'bpftrace on migrate:mm_migrate_pages, summed in the kernel',
  caveats:
    'Modes and reasons are numbers with old versions of bpftrace and names with new ones. When nothing was moved, ' +
    'old versions print nothing, which is read as 0.',
  columns: [
    { name: 'succeeded', unit: 'pages', doc: 'pages moved' },
    { name: 'failed', unit: 'pages', doc: 'pages that could not be moved' },
    { name: 'call', unit: 'text', doc: 'mode and reason' },
  ],
  sidecars: [],
  recordedAs: ['migration'],
  reduce: reduceMigration,
}

async function reduceMigration(files: readonly StreamFile[], run: string): Promise<Reduction<Migration>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const trace = await readBpftrace(file, run, () => false)
  const value: Migration = {
    succeeded: scalar(trace, '@succeeded') ?? 0,
    failed: scalar(trace, '@failed') ?? 0,
    calls: trace.maps.get('@calls') ?? new Map(),
  }
  return { present: true, value, warnings: trace.warnings }
}
