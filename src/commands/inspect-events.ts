import { printable } from '../base/printable.js'
import { readLines } from '../ingest/lines.js'
import { decodeTraceText, overwritten } from '../ingest/trace-text.js'

export interface EventCounts {
  events: Map<string, number>
  /** Reported in the trace, and overwritten before the buffer was read. */
  lost: number
  overwritten: number
  unknown: { count: number; firstLine: number }
}

const MOST_EVENTS = 1000

/** How often each event stands in a trace of ftrace or perf script. */
export async function countEvents(path: string): Promise<EventCounts> {
  const counts: EventCounts = {
    events: new Map(),
    lost: 0,
    overwritten: 0,
    unknown: { count: 0, firstLine: 0 },
  }
  await readLines(path, (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    counts.overwritten += overwritten(text) ?? 0
    const decoded = decodeTraceText(text)
    if (decoded === 'other') return
    if (decoded === null) {
      if (counts.unknown.count++ === 0) counts.unknown.firstLine = line
    } else if ('lost' in decoded) counts.lost += decoded.lost
    else {
      const name = printable(decoded.event, 80)
      const key = counts.events.has(name) || counts.events.size < MOST_EVENTS ? name : 'all others'
      counts.events.set(key, (counts.events.get(key) ?? 0) + 1)
    }
  })
  return counts
}
