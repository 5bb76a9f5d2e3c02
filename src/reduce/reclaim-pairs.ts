import type { TraceEvent } from '../decode/trace-text.js'
import { MAX_SPANS, type Span, unionLength } from './intervals.js'
import { pairByTask } from './pairs.js'

/** Begins and ends of direct reclaim, paired by task. */
export interface ReclaimPairs {
  begins: number
  ends: number
  /** Begins and ends whose other half is not in the trace. */
  unmatchedBegins: number
  unmatchedEnds: number
  /** Of the pairs: seconds, added up over tasks and with overlaps once, and pages. */
  taskSeconds: number
  stalledSeconds: number
  reclaimedPages: number
}

/** A number as perf and ftrace print it, in decimal or hexadecimal. */
function traceNumber(text: string | undefined): number | null {
  return text !== undefined && /^(?:\d{1,18}|0x[0-9a-f]{1,13})$/.test(text) ? Number(text) : null
}

/** Direct reclaim, global or in a memory cgroup of its own events, from the events of a trace. */
export function directReclaimOf() {
  const spans: (Span & { task: number })[] = []
  let origin: bigint | null = null
  let reclaimedPages = 0
  const pairs = pairByTask<bigint, TraceEvent & { at: bigint }>((task, { begin, end }) => {
    reclaimedPages += traceNumber(end.fields.get('nr_reclaimed')) ?? 0
    origin ??= begin
    if (spans.length < MAX_SPANS)
      spans.push({ task, start: Number(begin - origin), end: Number(end.at - origin) })
  })
  return {
    take(event: TraceEvent): void {
      if (event.at === null) return
      if (event.event === 'mm_vmscan_direct_reclaim_begin') pairs.begin(event.thread, event.at)
      else if (event.event === 'mm_vmscan_direct_reclaim_end')
        pairs.end(event.thread, { ...event, at: event.at })
    },
    end() {
      const nanoseconds = spans.reduce((sum, { start, end }) => sum + end - start, 0)
      return {
        ...pairs.counts(),
        taskSeconds: nanoseconds / 1e9,
        stalledSeconds: unionLength(spans) / 1e9,
        reclaimedPages,
        spans,
      }
    },
  }
}
