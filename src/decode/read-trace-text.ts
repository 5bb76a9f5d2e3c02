import { type LineNotes, lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { firstOf, type OnLine, readLines, type Scanner } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import { addLoss, type Lost, lostMembers, nothingLost, overwritten } from './losses.js'
import { decodeTraceText, type TraceEvent } from './trace-text.js'

export interface TraceTextRead {
  lines: number
  /** Reported as lost in the trace. */
  lost: Lost
  /** Events overwritten before the buffer was read. */
  overwritten: number
  unknown: LineNotes
  /** Where another trace begins: at its head, or where the time goes back. */
  begins: LineNotes
}

/** Processors may write at the same time, and what they wrote may be out of order by less. */
const STEP_BACK = 1_000_000_000n

/** Takes the lines of a trace of ftrace or perf script, giving each event to `onEvent` in turn. */
export function traceTextLines(onEvent: (event: TraceEvent) => void): { read: TraceTextRead; line: OnLine } {
  const read: TraceTextRead = {
    lines: 0,
    lost: nothingLost(),
    overwritten: 0,
    unknown: lineNotes(),
    begins: lineNotes(),
  }
  let latest = 0n
  const line: OnLine = (buffer, start, end, number) => {
    const text = buffer.toString('utf8', start, end)
    if (text.startsWith('#')) {
      read.overwritten += overwritten(text)
      if (latest > 0n && text.startsWith('# tracer: ')) {
        noteLine(read.begins, number)
        latest = 0n
      }
    }
    const decoded = decodeTraceText(text)
    if (decoded === 'other') return
    if (decoded === null) {
      noteLine(read.unknown, number)
    } else if ('loss' in decoded) addLoss(read.lost, decoded.loss)
    else {
      if (decoded.at !== null) {
        if (decoded.at < latest - STEP_BACK) noteLine(read.begins, number)
        if (decoded.at > latest || decoded.at < latest - STEP_BACK) latest = decoded.at
      }
      onEvent(decoded)
    }
  }
  return { read, line }
}

/** Reads a trace of ftrace or perf script; what a scanner takes does not come to `onEvent`. */
export async function readTraceText(
  path: string,
  onEvent: (event: TraceEvent) => void,
  scanner: Scanner | null = null,
): Promise<TraceTextRead> {
  const { read, line } = traceTextLines(onEvent)
  read.lines = await readLines(path, line, line, scanner)
  return read
}

export async function traceTextWarnings(
  file: StreamFile,
  run: string,
  read: TraceTextRead,
): Promise<Warning[]> {
  const warnings = readerWarnings(file.name, run)
  warnings.eventsLost(lostMembers(read.lost))
  if (read.overwritten > 0)
    warnings.add(
      'events-overwritten',
      `${read.overwritten} events were overwritten before the buffer was read; what is left is the end of the trace.`,
    )
  warnings.outputsJoined(read.begins, 'its events are counted with those before')
  warnings.unknownLines(read.unknown, read.lines, await firstOf(file.path, read.unknown))
  return warnings.list
}
