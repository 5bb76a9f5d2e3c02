import { readLines } from './lines.js'
import { decodeTraceText, overwritten, type TraceEvent } from './trace-text.js'

export interface TraceTextRead {
  lines: number
  /** Reported as lost in the trace, and overwritten before the buffer was read. */
  lost: number
  overwritten: number
  unknown: { count: number; firstLine: number }
}

/** Reads a trace of ftrace or perf script, giving each event to `onEvent` in turn. */
export async function readTraceText(
  path: string,
  onEvent: (event: TraceEvent) => void,
): Promise<TraceTextRead> {
  const read: TraceTextRead = { lines: 0, lost: 0, overwritten: 0, unknown: { count: 0, firstLine: 0 } }
  read.lines = await readLines(path, (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    read.overwritten += overwritten(text) ?? 0
    const decoded = decodeTraceText(text)
    if (decoded === 'other') return
    if (decoded === null) {
      if (read.unknown.count++ === 0) read.unknown.firstLine = line
    } else if ('lost' in decoded) read.lost += decoded.lost
    else onEvent(decoded)
  })
  return read
}
