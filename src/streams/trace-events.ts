import { printable } from '../base/printable.js'
import { readTraceText, traceTextWarnings } from '../decode/read-trace-text.js'
import type { TraceEvent } from '../decode/trace-text.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'
import { directReclaimOf } from '../reduce/reclaim-pairs.js'

export interface TraceEvents {
  /** Event, without its subsystem, to how often it stands in the trace. */
  events: Map<string, number>
  /** Process to its page faults, most first; with sampling what the samples stand for. */
  faultsByProcess: Map<string, number>
  /** Seconds from the first event to the last; null without times. */
  seconds: number | null
  directReclaim: {
    begins: number
    ends: number
    /** Begins and ends whose other half is not in the trace. */
    beginsAlone: number
    endsAlone: number
    /** Of the pairs: seconds, added up over tasks and with overlaps once, and pages. */
    taskSeconds: number
    stalledSeconds: number
    reclaimedPages: number
  }
  /** kswapdWakes: out of sleep; kswapdRewakes: while awake, which only gives it more to do. */
  kswapdWakes: number
  kswapdRewakes: number
  kswapdSleeps: number
  /** Of kswapd's times awake that both begin and end in the trace. */
  kswapdAwakeSeconds: number
  lost: number
  overwritten: number
  unknownLines: number
}

declare module '../model/stream.js' {
  interface StreamValues {
    'trace-events': TraceEvents
  }
}

export const traceEvents: StreamDef<TraceEvents> = {
  id: 'trace-events',
  title: 'Trace text of ftrace or perf script',
  what:
    'The kernel can write down its own events, one line each with task, processor and time: ftrace does it without any program, perf ' +
    'record and perf script do it through a file. Any event can be traced in this way; those of reclaim and page faults are understood here.',
  collector: "ftrace's trace or trace_pipe, or perf script, in its default form or with -F",
  caveats:
    'A full buffer overwrites the oldest events, which the head of the trace tells, or loses the newest. perf record without -c 1 samples: ' +
    'a line then stands for many events, and only the default form and -F period say for how many.',
  columns: [
    { name: 'event', unit: 'text', doc: 'event, without its subsystem' },
    { name: 'fired', unit: 'count', doc: 'times it stands in the trace' },
    {
      name: 'stalled',
      unit: 'seconds',
      doc: 'time in direct reclaim, of begins and ends that could be paired',
    },
    { name: 'lost', unit: 'count', doc: 'events that the trace says are missing' },
  ],
  sidecars: [],
  recordedAs: [],
  reduce: reduceTraceEvents,
}

/** Names of one thing in different kernels and tools. */
const FAULT_EVENTS = new Set([
  'page-faults',
  'faults',
  'minor-faults',
  'major-faults',
  'page_fault_user',
  'page_fault_kernel',
])
const MAX_NAMES = 10_000

async function reduceTraceEvents(files: readonly StreamFile[], run: string): Promise<Reduction<TraceEvents>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const events = new Map<string, number>()
  const faults = new Map<string, number>()
  const reclaim = directReclaimOf()
  const background = kswapdOf()
  let first: bigint | null = null
  let last: bigint | null = null
  const read = await readTraceText(file.path, (event) => {
    add(events, printable(event.event, 80), 1)
    if (FAULT_EVENTS.has(event.event)) add(faults, printable(event.process), event.period ?? 1)
    reclaim.take(event)
    background.take(event)
    if (event.at === null) return
    if (first === null || event.at < first) first = event.at
    if (last === null || event.at > last) last = event.at
  })
  const { spans: _, ...directReclaim } = reclaim.end()
  const value: TraceEvents = {
    events: new Map([...events].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))),
    faultsByProcess: new Map([...faults].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))),
    seconds: first === null || last === null ? null : Number((last as bigint) - (first as bigint)) / 1e9,
    directReclaim,
    ...background.end(),
    lost: read.lost,
    overwritten: read.overwritten,
    unknownLines: read.unknown.count,
  }
  return { present: true, value, warnings: traceTextWarnings(file, run, read) }
}

function add(into: Map<string, number>, name: string, count: number): void {
  const key = into.has(name) || into.size < MAX_NAMES ? name : 'all others'
  into.set(key, (into.get(key) ?? 0) + count)
}

/** When kswapd was woken and went to sleep again, from the events of a trace. */
function kswapdOf() {
  const awakeSince = new Map<number, bigint>()
  let [wakes, rewakes, sleeps, nanoseconds] = [0, 0, 0, 0]
  return {
    take({ event, thread, at }: TraceEvent): void {
      if (event === 'mm_vmscan_kswapd_wake') {
        if (awakeSince.has(thread)) rewakes++
        else wakes++
        if (at !== null && !awakeSince.has(thread)) awakeSince.set(thread, at)
      } else if (event === 'mm_vmscan_kswapd_sleep') {
        sleeps++
        const since = awakeSince.get(thread)
        if (since !== undefined && at !== null) nanoseconds += Number(at - since)
        awakeSince.delete(thread)
      }
    },
    end: () => ({
      kswapdWakes: wakes,
      kswapdRewakes: rewakes,
      kswapdSleeps: sleeps,
      kswapdAwakeSeconds: nanoseconds / 1e9,
    }),
  }
}
