import { printable } from '../base/printable.js'
import { lostMembers } from '../decode/losses.js'
import { withStderr } from '../decode/lost-on-stderr.js'
import { readTraceText, traceTextWarnings } from '../decode/read-trace-text.js'
import { isFault } from '../decode/trace-text.js'
import type { Context, Reduction, StreamFile, StreamFiles } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'
import { kswapdOf } from '../reduce/kswapd-wakes.js'
import { directReclaimOf, type ReclaimPairs } from '../reduce/reclaim-pairs.js'
import { topCounts } from '../reduce/top-counts.js'

export interface TraceEvents {
  /** Event, without its subsystem, to how often it stands in the trace. */
  events: Map<string, number>
  /** Process to its page faults, most first; with sampling what the samples stand for. */
  faultsByProcess: Map<string, number>
  /** Seconds from the first event to the last; null without times. */
  seconds: number | null
  directReclaim: ReclaimPairs
  /** kswapdWakes: out of sleep; kswapdRewakes: while awake, which only gives it more to do. */
  kswapdWakes: number
  kswapdRewakes: number
  kswapdSleeps: number
  /** Of kswapd's times awake that both begin and end in the trace. */
  kswapdAwakeSeconds: number
  lost: number
  /** Messages that events were lost which do not say how many: then every count is a lower bound. Absent without any. */
  lostUncounted?: number
  overwritten: number
  unknownLines: number
}

export const traceEvents = fromTrace(
  {
    id: 'trace-events',
    title: 'ftrace and perf script text',
    what:
      'The kernel can write down its own events, one line each with task, processor and time: ftrace does it without any program, perf ' +
      'record and perf script do it through a file. Any event can be traced in this way; those of reclaim and page faults are understood here.',
    collector: "ftrace's trace or trace_pipe, or perf script, in its default form or with -F",
    caveats:
      'A full buffer overwrites the oldest events, which the head of the trace tells, or loses the newest. perf record without -c 1 samples: ' +
      'a line then stands for many events, and only the default form and -F period say for how many.',
    fields: {
      events: { unit: 'count', doc: 'times that each event stands in the trace, without its subsystem' },
      faultsByProcess: {
        unit: 'count',
        doc: 'page faults by process; with sampling, those that the samples stand for',
      },
      seconds: { unit: 'seconds', doc: 'from the first event to the last' },
      directReclaim: {
        unit: 'count',
        doc: 'begins, ends, those that could not be paired, time and pages of direct reclaim',
      },
      kswapdWakes: { unit: 'count', doc: 'times that kswapd woke from sleep' },
      kswapdRewakes: { unit: 'count', doc: 'wake-ups while it was awake' },
      kswapdSleeps: { unit: 'count', doc: 'times that it went to sleep' },
      kswapdAwakeSeconds: { unit: 'seconds', doc: 'time awake, where begin and end are in the trace' },
      lost: { unit: 'count', doc: 'events that the trace reports as lost' },
      lostUncounted: {
        unit: 'count',
        doc: 'messages that events were lost, without their number: totals are then lower bounds; absent without any',
      },
      overwritten: { unit: 'count', doc: 'events overwritten before the buffer was read' },
      unknownLines: { unit: 'count', doc: 'lines that could not be parsed' },
    },
    sidecars: [{ suffix: '.err', role: 'stderr' }],
    recordedAs: [],
  },
  reduceTraceEvents,
)

async function reduceTraceEvents(
  file: StreamFile,
  { run }: Context,
  { stderr }: StreamFiles,
): Promise<Reduction<TraceEvents>> {
  const events = topCounts()
  const faults = topCounts()
  const reclaim = directReclaimOf()
  const background = kswapdOf()
  let first: bigint | null = null
  let last: bigint | null = null
  const read = await readTraceText(file.path, (event) => {
    events.add(printable(event.event, 80), 1)
    if (isFault(event.event)) faults.add(printable(event.process), event.period ?? 1)
    reclaim.take(event)
    background.take(event)
    if (event.at === null) return
    if (first === null || event.at < first) first = event.at
    if (last === null || event.at > last) last = event.at
  })
  read.lost = await withStderr(read.lost, stderr)
  const { spans: _, ...directReclaim } = reclaim.end()
  const value: TraceEvents = {
    events: events.sorted(),
    faultsByProcess: faults.sorted(),
    seconds: first === null || last === null ? null : Number((last as bigint) - (first as bigint)) / 1e9,
    directReclaim,
    ...background.end(),
    ...lostMembers(read.lost),
    overwritten: read.overwritten,
    unknownLines: read.unknown.count,
  }
  return { present: true, value, warnings: await traceTextWarnings(file, run, read) }
}
