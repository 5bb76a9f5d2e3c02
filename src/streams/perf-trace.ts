import { printable } from '../base/printable.js'
import { decodePerfTrace, isSummaryFrame, unwrapLine } from '../decode/perf-trace.js'
import { readLines } from '../ingest/lines.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface PerfTrace {
  minor: number
  major: number
  lost: number
  /** Process name to its faults, most first. */
  byProcess: Map<string, number>
  unknownLines: number
}

declare module '../model/stream.js' {
  interface StreamValues {
    'perf-trace': PerfTrace
  }
}

export const perfTrace: StreamDef<PerfTrace> = {
  id: 'perf-trace',
  title: 'Page faults by perf trace',
  what:
    'perf trace prints each page fault with the code that took it and the memory that it touched, by name: which part of a program ' +
    'faults on which of its files.',
  collector: 'perf trace -F all -a, wrapped line by line; for bare files as it is, or its summary (-s)',
  caveats:
    'Looking up names makes it by far the slowest stream: at full rate it loses events, and says how many. The duration it prints ' +
    'is always 0. Covers all the time it ran, not only the measured window.',
  columns: [
    { name: 'process', unit: 'text', doc: 'name of the process' },
    { name: 'faults', unit: 'count', doc: 'faults of that process' },
    { name: 'lost', unit: 'count', doc: 'events lost' },
  ],
  sidecars: [],
  recordedAs: ['perf-trace'],
  reduce: reducePerfTrace,
}

function add(into: Map<string, number>, name: string, faults: number): void {
  const key = into.has(name) || into.size < 10_000 ? name : 'all others'
  into.set(key, (into.get(key) ?? 0) + faults)
}

async function reducePerfTrace(files: readonly StreamFile[], run: string): Promise<Reduction<PerfTrace>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const value: PerfTrace = { minor: 0, major: 0, lost: 0, byProcess: new Map(), unknownLines: 0 }
  let firstUnknown = 0
  const lines = await readLines(file.path, (buffer, start, end, line) => {
    const text = unwrapLine(buffer.toString('utf8', start, end))
    if (text === null || text.trim() === '') return
    const decoded = decodePerfTrace(text)
    if (decoded === null) {
      if (isSummaryFrame(text)) return
      if (value.unknownLines++ === 0) firstUnknown = line
    } else if ('lost' in decoded) value.lost += decoded.lost
    else if ('kind' in decoded) {
      value[decoded.kind]++
      add(value.byProcess, printable(decoded.process), 1)
    } else {
      value.minor += decoded.minor
      value.major += decoded.major
      add(value.byProcess, printable(decoded.process), decoded.minor + decoded.major)
    }
  })
  value.byProcess = new Map([...value.byProcess].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)))
  const text = `${file.name}:${firstUnknown}: ${value.unknownLines} of ${lines} lines were not understood and not counted; this is the first.`
  const warnings =
    value.unknownLines === 0
      ? []
      : [{ id: 'unknown-lines', severity: 'caution' as const, text, subject: run }]
  return { present: true, value, warnings }
}
