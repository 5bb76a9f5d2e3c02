import { type CutLine, lastLine } from '../ingest/cut-line.js'
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
  /** Absent where the last line has its newline. */
  cut?: CutLine
}

const SECOND = 1_000_000_000n
/** Processors may write at the same time, and what they wrote may be out of order by less: whole seconds. */
export const STEP_BACK = 1

/** How far a trace has come, in whole seconds; -1 before its first event. Scanner and lines share it. */
export interface TraceClock {
  seconds: number
}

export const traceClock = (): TraceClock => ({ seconds: -1 })

/** Takes the lines of a trace of ftrace or perf script, giving each event to `onEvent` in turn. */
export function traceTextLines(
  onEvent: (event: TraceEvent) => void,
  clock = traceClock(),
): { read: TraceTextRead; line: OnLine } {
  const read: TraceTextRead = {
    lines: 0,
    lost: nothingLost(),
    overwritten: 0,
    unknown: lineNotes(),
    begins: lineNotes(),
  }
  // most events are of the second of the one before
  let [from, until] = [-SECOND, 0n]
  let seconds = -1
  const line: OnLine = (buffer, start, end, number) => {
    const text = buffer.toString('utf8', start, end)
    if (text.startsWith('#')) {
      read.overwritten += overwritten(text)
      if (clock.seconds >= 0 && text.startsWith('# tracer: ')) {
        noteLine(read.begins, number)
        clock.seconds = -1
      }
    }
    const decoded = decodeTraceText(text)
    if (decoded === 'other') return
    if (decoded === null) {
      noteLine(read.unknown, number)
    } else if ('loss' in decoded) addLoss(read.lost, decoded.loss)
    else {
      if (decoded.at !== null) {
        if (decoded.at < from || decoded.at >= until) {
          from = decoded.at - (decoded.at % SECOND)
          until = from + SECOND
          seconds = Number(from / SECOND)
        }
        const back = seconds < clock.seconds - STEP_BACK
        if (back) noteLine(read.begins, number)
        if (back || seconds > clock.seconds) clock.seconds = seconds
      }
      onEvent(decoded)
    }
  }
  return { read, line }
}

/**
 * Reads a trace of ftrace or perf script; what a scanner takes does not come to `onEvent`, and moves `clock`. `used` gives what is used
 * of an event.
 */
export async function readTraceText(
  path: string,
  onEvent: (event: TraceEvent) => void,
  scanner: Scanner | null = null,
  clock = traceClock(),
  used: (event: TraceEvent) => unknown = (event) => event,
): Promise<TraceTextRead> {
  const { read, line } = traceTextLines(onEvent, clock)
  const last = lastLine((text) => {
    const decoded = decodeTraceText(text)
    return decoded !== null && typeof decoded === 'object' && 'event' in decoded ? used(decoded) : decoded
  })
  read.lines = await readLines(path, line, last.before(line), scanner)
  if (last.found !== null) read.cut = last.found
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
  warnings.lastLine(read.cut ?? null)
  warnings.unknownLines(read.unknown, read.lines, await firstOf(file.path, read.unknown))
  return warnings.list
}
