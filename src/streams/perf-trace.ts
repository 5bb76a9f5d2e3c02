import { printable } from '../base/printable.js'
import { addLoss, lostMembers, nothingLost } from '../decode/losses.js'
import { withStderr } from '../decode/lost-on-stderr.js'
import { decodePerfTrace, isSummaryFrame, unwrapLine } from '../decode/perf-trace.js'
import { lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamFile, StreamFiles } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'
import { topCounts } from '../reduce/top-counts.js'

export interface PerfTrace {
  minor: number
  major: number
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
    title: 'Page faults by perf trace',
    what:
      'perf trace prints each page fault with the code that took it and the memory that it touched, by name: which part of a program ' +
      'faults on which of its files.',
    collector: 'perf trace -F all -a, wrapped line by line; for bare files as it is, or its summary (-s)',
    caveats:
      'Looking up names makes it by far the slowest stream: at full rate it loses events, and says how many. The duration it prints ' +
      'is always 0. Covers all the time it ran, not only the measured window.',
    fields: {
      minor: { unit: 'count', doc: 'minor faults' },
      major: { unit: 'count', doc: 'major faults' },
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

async function reducePerfTrace(
  file: StreamFile,
  { run }: Context,
  { stderr }: StreamFiles,
): Promise<Reduction<PerfTrace>> {
  const counts = { minor: 0, major: 0 }
  const told = nothingLost()
  const byProcess = topCounts()
  const unknown = lineNotes()
  const lines = await readLines(file.path, (buffer, start, end, line) => {
    const text = unwrapLine(buffer.toString('utf8', start, end))
    if (text === null || text.trim() === '') return
    const decoded = decodePerfTrace(text)
    if (decoded === null) {
      if (!isSummaryFrame(text)) noteLine(unknown, line)
    } else if ('loss' in decoded) addLoss(told, decoded.loss)
    else if ('kind' in decoded) {
      counts[decoded.kind]++
      byProcess.add(printable(decoded.process), 1)
    } else {
      counts.minor += decoded.minor
      counts.major += decoded.major
      byProcess.add(printable(decoded.process), decoded.minor + decoded.major)
    }
  })
  const lost = await withStderr(told, stderr)
  const warnings = readerWarnings(file.name, run)
  warnings.eventsLost(lostMembers(lost))
  warnings.unknownLines(unknown, lines)
  const value: PerfTrace = {
    ...counts,
    ...lostMembers(lost),
    byProcess: byProcess.sorted(),
    unknownLines: unknown.count,
  }
  return { present: true, value, warnings: warnings.list }
}
