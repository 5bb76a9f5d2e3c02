import { decodePerfStat } from '../decode/perf-stat.js'
import { readLines } from '../ingest/lines.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface PerfStat {
  /** Event to its sum over all intervals. */
  counters: Map<string, number>
  /** Events that perf could not count in some interval; their sums would be too small and are left out. */
  notCounted: Map<string, string>
  unknownLines: number
}

declare module '../model/stream.js' {
  interface StreamValues {
    'perf-stat': PerfStat
  }
}

export const perfStat: StreamDef<PerfStat> = {
  id: 'perf-stat',
  title: 'Software counters',
  what:
    'perf stat counts events of the whole machine in the kernel: page faults, minor and major apart, switches between tasks. ' +
    'It is another way to the same counts as the traces, and so a check on them.',
  collector: 'perf stat -a -j -I 1000',
  caveats:
    'The times are those since perf started, which no clock ties to the run: the sums are over all the time it ran, not only the ' +
    'measured window.',
  columns: [
    { name: 'event', unit: 'text', doc: 'name of the counter' },
    { name: 'count', unit: 'count', doc: 'sum over all intervals' },
  ],
  sidecars: [],
  recordedAs: ['perf-stat'],
  reduce: reducePerfStat,
}

async function reducePerfStat(files: readonly StreamFile[], run: string): Promise<Reduction<PerfStat>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const value: PerfStat = { counters: new Map(), notCounted: new Map(), unknownLines: 0 }
  let firstUnknown = 0
  const lines = await readLines(file.path, (buffer, start, end, line) => {
    const decoded = decodePerfStat(buffer.toString('utf8', start, end))
    if (decoded === 'other') return
    if (decoded === null) {
      if (value.unknownLines++ === 0) firstUnknown = line
    } else if (typeof decoded.value === 'string') value.notCounted.set(decoded.event, decoded.value)
    else value.counters.set(decoded.event, (value.counters.get(decoded.event) ?? 0) + decoded.value)
  })
  for (const event of value.notCounted.keys()) value.counters.delete(event)
  const text = `${file.name}:${firstUnknown}: ${value.unknownLines} of ${lines} lines were not understood and not counted; this is the first.`
  const warnings =
    value.unknownLines === 0
      ? []
      : [{ id: 'unknown-lines', severity: 'caution' as const, text, subject: run }]
  return { present: true, value, warnings }
}
