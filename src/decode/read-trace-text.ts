import { type OnLine, readLines, type Scanner } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import { decodeTraceText, overwritten, type TraceEvent } from './trace-text.js'

export interface TraceTextRead {
  lines: number
  /** Reported as lost in the trace, and overwritten before the buffer was read. */
  lost: number
  overwritten: number
  unknown: { count: number; firstLine: number }
}

/** Takes the lines of a trace of ftrace or perf script, giving each event to `onEvent` in turn. */
export function traceTextLines(onEvent: (event: TraceEvent) => void): { read: TraceTextRead; line: OnLine } {
  const read: TraceTextRead = { lines: 0, lost: 0, overwritten: 0, unknown: { count: 0, firstLine: 0 } }
  const line: OnLine = (buffer, start, end, number) => {
    const text = buffer.toString('utf8', start, end)
    read.overwritten += overwritten(text) ?? 0
    const decoded = decodeTraceText(text)
    if (decoded === 'other') return
    if (decoded === null) {
      if (read.unknown.count++ === 0) read.unknown.firstLine = number
    } else if ('lost' in decoded) read.lost += decoded.lost
    else onEvent(decoded)
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

export function traceTextWarnings(
  file: StreamFile,
  run: string,
  read: Awaited<ReturnType<typeof readTraceText>>,
): Warning[] {
  const warnings: Warning[] = []
  const warn = (id: string, text: string) => warnings.push({ id, severity: 'caution', text, subject: run })
  if (read.lost > 0) warn('events-lost', `${file.name}: ${read.lost} events were lost.`)
  if (read.overwritten > 0)
    warn(
      'events-overwritten',
      `${file.name}: ${read.overwritten} events were overwritten before the buffer was read; what is left is the end of the trace.`,
    )
  if (read.unknown.count > 0)
    warn(
      'unknown-lines',
      `${file.name}:${read.unknown.firstLine}: ${read.unknown.count} of ${read.lines} lines were not understood and not counted; this is the first.`,
    )
  return warnings
}
