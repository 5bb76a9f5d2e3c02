import { decodePerfStat } from '../decode/perf-stat.js'
import { lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'

export interface PerfStat {
  /** Event to its sum over all intervals. */
  counters: Map<string, number>
  /** Events that perf could not count in some interval; their sums would be too small and are left out. */
  notCounted: Map<string, string>
  unknownLines: number
}

export const perfStat = fromTrace(
  {
    id: 'perf-stat',
    title: 'Software counters',
    what:
      'perf stat counts events of the whole machine in the kernel: page faults, minor and major apart, switches between tasks. ' +
      'It is another way to the same counts as the traces, and so a check on them.',
    collector: 'perf stat -a -j -I 1000',
    caveats:
      'The times are those since perf started, which no clock ties to the run: the sums are over all the time it ran, not only the ' +
      'measured window.',
    fields: {
      counters: { unit: 'count', doc: 'sum over all intervals, by event' },
      notCounted: { unit: 'text', doc: 'events that perf could not count in some interval, with its reason' },
      unknownLines: { unit: 'count', doc: 'lines that could not be parsed' },
    },
    reads: { 'perf-stat-json': 'trace', 'perf-stat-csv': 'trace' },
  },
  reducePerfStat,
)

async function reducePerfStat(file: StreamFile, { run }: Context): Promise<Reduction<PerfStat>> {
  const value: PerfStat = { counters: new Map(), notCounted: new Map(), unknownLines: 0 }
  const unknown = lineNotes()
  const lines = await readLines(file.path, (buffer, start, end, line) => {
    const decoded = decodePerfStat(buffer.toString('utf8', start, end))
    if (decoded === 'other') return
    if (decoded === null) noteLine(unknown, line)
    else if (typeof decoded.value === 'string') value.notCounted.set(decoded.event, decoded.value)
    else value.counters.set(decoded.event, (value.counters.get(decoded.event) ?? 0) + decoded.value)
  })
  for (const event of value.notCounted.keys()) value.counters.delete(event)
  const warnings = readerWarnings(file.name, run)
  warnings.unknownLines(unknown, lines)
  return { present: true, value: { ...value, unknownLines: unknown.count }, warnings: warnings.list }
}
