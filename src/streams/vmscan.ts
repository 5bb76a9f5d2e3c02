import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import { LOST_UNKNOWN, lostEvents } from '../decode/losses.js'
import { readTraceText, traceTextWarnings } from '../decode/read-trace-text.js'
import { detectFormat } from '../ingest/format.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'

export interface Vmscan {
  /** Event (mm_vmscan_...) to how often it fired in the measured window. One that is not here did not fire. */
  events: Map<string, number>
  /** The same over all the time that the probes were attached. */
  attached: Map<string, number>
  inactiveScanned: number | null
  inactiveReclaimed: number | null
}

export const vmscan = fromTrace(
  {
    id: 'vmscan',
    title: 'vmscan tracepoints',
    what:
      "The kernel's reclaim code announces what it does: kswapd was woken, a task reclaims itself, a list was scanned, a page written to " +
      'swap. Which of these fire tells whether the active/inactive LRU or the multi-gen LRU did the work.',
    collector:
      'bpftrace on the tracepoints vmscan:*, counted in the kernel; for standalone files also the text of ftrace or perf script',
    caveats:
      'With MGLRU on, mm_vmscan_lru_shrink_active never fires, and before Linux 6.7 neither do mm_vmscan_lru_shrink_inactive and ' +
      'mm_vmscan_lru_isolate: they are silent there, which does not mean that nothing was reclaimed. One write_folio may be many pages.',
    fields: {
      events: {
        unit: 'count',
        doc: 'times that each tracepoint fired in the measured window, to the second',
      },
      attached: { unit: 'count', doc: 'the same over all the time that the probes were attached' },
      inactiveScanned: { unit: 'pages', doc: 'pages scanned on the inactive lists' },
      inactiveReclaimed: { unit: 'pages', doc: 'pages reclaimed from the inactive lists' },
    },
  },
  reduceVmscan,
)

async function reduceVmscan(file: StreamFile, { run, window }: Context): Promise<Reduction<Vmscan>> {
  if ((await detectFormat(file.path)) === 'perf-script') return fromTraceText(file, run)
  const bounds = window?.boottime ?? null
  let mark: bigint | null = null
  let before = new Map<string, number>()
  let after: Map<string, number> | null = null
  let ended = false
  const onText = (text: string): boolean => {
    const nanoseconds = /^time (\d{1,20})$/.exec(text)?.[1]
    if (nanoseconds === undefined) return false
    mark = BigInt(nanoseconds)
    return true
  }
  // cumulative, printed behind a mark each second and once more, without one, at the end
  const onMap = (name: string, entries: readonly [string, number][]) => {
    if (name !== '@events') return
    if (bounds !== null && mark !== null && mark <= bounds.start) before = new Map(entries)
    if (!ended) after = new Map(entries)
    if (bounds !== null && mark !== null && mark >= bounds.end) ended = true
    mark = null
  }
  const trace = await readBpftrace(file, run, onText, onMap)
  if (trace.lost.uncounted > 0) return { present: false, reason: `${file.name} ${LOST_UNKNOWN}` }
  const attached = trace.maps.get('@events') ?? new Map<string, number>()
  const events = new Map<string, number>()
  for (const [event, count] of (after as Map<string, number> | null) ?? attached) {
    const fired = count - (before.get(event) ?? 0)
    if (fired > 0) events.set(shortName(event), fired)
  }
  return {
    present: true,
    value: {
      events,
      attached: new Map([...attached].map(([event, count]) => [shortName(event), count])),
      inactiveScanned: scalar(trace, '@inactive_scanned'),
      inactiveReclaimed: scalar(trace, '@inactive_reclaimed'),
    },
    warnings: trace.warnings,
  }
}

const shortName = (probe: string) => probe.split(':').at(-1) ?? probe

async function fromTraceText(file: StreamFile, run: string): Promise<Reduction<Vmscan>> {
  const events = new Map<string, number>()
  const read = await readTraceText(file.path, ({ event }) => {
    if (event.startsWith('mm_vmscan_') && (events.has(event) || events.size < 1000))
      events.set(event, (events.get(event) ?? 0) + 1)
  })
  const absent = (reason: string) => ({ present: false as const, reason: `${file.name} ${reason}` })
  if (events.size === 0) return absent('holds no event of reclaim: it is unknown whether they were traced')
  const lost = read.overwritten + lostEvents(read.lost)
  if (read.lost.uncounted > 0) return absent(LOST_UNKNOWN)
  if (lost > 0)
    return absent(
      `lacks ${lost} ${lost === 1 ? 'event that was' : 'events that were'} overwritten or lost: its counts are those of a part`,
    )
  const value: Vmscan = { events, attached: new Map(events), inactiveScanned: null, inactiveReclaimed: null }
  return { present: true, value, warnings: await traceTextWarnings(file, run, read) }
}
