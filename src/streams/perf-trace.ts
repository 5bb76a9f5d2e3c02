import { printable } from '../base/printable.js'
import { addLoss, lostMembers, nothingLost } from '../decode/losses.js'
import { withStderr } from '../decode/lost-on-stderr.js'
import { decodePerfTrace, isSummaryFrame, isSystemCall, unwrapLine } from '../decode/perf-trace.js'
import { lastLine } from '../ingest/cut-line.js'
import { lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { firstOf, type OnLine, readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamFile, StreamFiles } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'
import { topCounts } from '../reduce/top-counts.js'

export interface PerfTrace {
  /** Null where the trace has faults of which it does not tell the kind. */
  minor: number | null
  major: number | null
  /** Faults of a kind that is not told: of the tracepoints exceptions:page_fault_*. Absent without any. */
  faults?: number
  /** Other events of perf trace -e, by name. Absent without any. */
  events?: Map<string, number>
  lost: number
  /** Messages that events were lost which do not say how many. Absent without any. */
  lostUncounted?: number
  /** Process name to its faults, most first. */
  byProcess: Map<string, number>
  unknownLines: number
}

export const perfTrace = fromTrace(
  {
    id: 'perf-trace',
    title: 'perf trace page faults',
    what:
      'perf trace prints each page fault with the code that took it and the memory that it touched, by name: which part of a program ' +
      'faults on which of its files.',
    collector:
      'perf trace -F all -a, wrapped line by line; for standalone files as it is, its summary (-s), or perf trace -e',
    caveats:
      'Looking up names makes it by far the slowest stream: at full rate it loses events, and says how many. The duration it prints ' +
      'is always 0. Covers all the time it ran, not only the measured window.',
    fields: {
      minor: { unit: 'count', doc: 'minor faults; unknown where the trace does not tell the kind' },
      major: { unit: 'count', doc: 'major faults; unknown where the trace does not tell the kind' },
      faults: {
        unit: 'count',
        doc: 'page faults of perf trace -e, which does not tell their kind; absent without any',
      },
      events: {
        unit: 'count',
        doc: 'events of perf trace -e that are no page faults, by name; absent without any',
      },
      lost: { unit: 'count', doc: 'events lost' },
      lostUncounted: {
        unit: 'count',
        doc: 'messages that events were lost, without their number: totals are then lower bounds; absent without any',
      },
      byProcess: { unit: 'count', doc: 'faults by process name' },
      unknownLines: { unit: 'count', doc: 'lines that could not be parsed' },
    },
    sidecars: [{ suffix: '.err', role: 'stderr' }],
    reads: { 'perf-trace': 'trace', 'perf-trace-summary': 'trace' },
  },
  reducePerfTrace,
)

/** Milliseconds; processors' events may be out of order by less. */
const STEP_BACK = 1000

async function reducePerfTrace(
  file: StreamFile,
  { run }: Context,
  { stderr }: StreamFiles,
): Promise<Reduction<PerfTrace>> {
  const counts = { minor: 0, major: 0 }
  let faults = 0
  const events = topCounts()
  const traced = topCounts()
  const told = nothingLost()
  const byProcess = topCounts()
  const unknown = lineNotes()
  const begins = lineNotes()
  let latest = 0
  const last = lastLine((raw) => {
    const text = unwrapLine(raw)
    if (text === null || isSummaryFrame(text) || isSystemCall(text)) return 'other'
    const decoded = decodePerfTrace(text)
    // what a fault touched is not used
    return decoded !== null && 'kind' in decoded ? [decoded.kind, decoded.process] : decoded
  })
  const onLine: OnLine = (buffer, start, end, line) => {
    const text = unwrapLine(buffer.toString('utf8', start, end))
    if (text === null || text.trim() === '') return
    const decoded = decodePerfTrace(text)
    // it counts from its own begin
    const at = decoded === null || 'loss' in decoded ? Number.NaN : Number.parseFloat(text)
    if (at < latest - STEP_BACK) noteLine(begins, line)
    if (at > latest || at < latest - STEP_BACK) latest = at
    if (decoded === null) {
      if (!isSummaryFrame(text) && !isSystemCall(text)) noteLine(unknown, line)
    } else if ('loss' in decoded) addLoss(told, decoded.loss)
    else if ('event' in decoded) {
      if (!/:page_fault_(?:user|kernel)$/.test(decoded.event)) events.add(printable(decoded.event, 80), 1)
      else {
        faults++
        traced.add(printable(decoded.process), 1)
      }
    } else if ('kind' in decoded) {
      counts[decoded.kind]++
      byProcess.add(printable(decoded.process), 1)
    } else {
      counts.minor += decoded.minor
      counts.major += decoded.major
      byProcess.add(printable(decoded.process), decoded.minor + decoded.major)
    }
  }
  const lines = await readLines(file.path, onLine, last.before(onLine))
  const lost = await withStderr(told, stderr)
  const warnings = readerWarnings(file.name, run)
  warnings.eventsLost(lostMembers(lost))
  warnings.outputsJoined(begins, 'its faults are counted with those before')
  warnings.lastLine(last.found)
  warnings.unknownLines(unknown, lines, await firstOf(file.path, unknown))
  const sorted = events.sorted()
  const kinds = faults === 0 || counts.minor + counts.major > 0
  const value: PerfTrace = {
    ...(kinds ? counts : { minor: null, major: null }),
    ...(faults > 0 && { faults }),
    ...(sorted.size > 0 && { events: sorted }),
    ...lostMembers(lost),
    // with -F and -e the same faults are traced in two ways
    byProcess: (kinds ? byProcess : traced).sorted(),
    unknownLines: unknown.count,
  }
  return { present: true, value, warnings: warnings.list }
}
