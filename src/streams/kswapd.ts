import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import type { Reduction, StreamDef, StreamFile, Window } from '../model/stream.js'
import { clippedSpans, unionLength } from '../reduce/intervals.js'

export interface Kswapd {
  /** Times awake that touch the measured window, of all nodes. */
  awake: number
  /** Seconds of the window in which at least one kswapd was awake. */
  awakeSeconds: number
  /** Over all the time that the probes were attached, kept in the kernel and exact. */
  wakes: number | null
  sleeps: number | null
  /** Times that a task asked for kswapd. */
  asked: number | null
  /** Times awake whose line was lost. */
  missing: number
}

declare module '../model/stream.js' {
  interface StreamValues {
    kswapd: Kswapd
  }
}

export const kswapd: StreamDef<Kswapd> = {
  id: 'kswapd',
  title: 'kswapd awake and asleep',
  what:
    'kswapd, the kernel thread that reclaims memory in the background, sleeps until free memory falls below a mark, and then reclaims ' +
    'until enough is free again. How long it is awake shows how hard it is to keep memory free.',
  collector:
    'bpftrace on vmscan:mm_vmscan_kswapd_wake, _kswapd_sleep and _wakeup_kswapd, paired by memory node',
  caveats:
    'Awake is not running: the CPU time is in kswapd-cpu. A kswapd that is still awake when the tracer ends has no line. A wake while it is ' +
    'awake only gives it more to do.',
  columns: [
    { name: 'awake', unit: 'count', doc: 'times awake that touch the measured window' },
    { name: 'awakeSeconds', unit: 'seconds', doc: 'time in which at least one was awake' },
  ],
  sidecars: [],
  recordedAs: ['kswapd'],
  reduce: reduceKswapd,
}

async function reduceKswapd(
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
): Promise<Reduction<Kswapd>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const spans = clippedSpans(window?.boottime ?? null)
  let lines = 0
  const onText = (text: string): boolean => {
    const match = /^awake (\d{1,20}) (\d{1,18}) \d{1,6}$/.exec(text)
    if (match === null) return false
    lines++
    const begin = BigInt(match[1] as string)
    spans.add(begin, begin + BigInt(match[2] as string))
    return true
  }
  const trace = await readBpftrace(file, run, onText)
  const awake = spans.touching()
  // a map that nothing was added to is not printed
  const counted = (name: string) => scalar(trace, name) ?? (lines === 0 ? 0 : null)
  const value: Kswapd = {
    awake,
    awakeSeconds: unionLength(spans.kept) / 1e9,
    wakes: counted('@wakes'),
    sleeps: counted('@sleeps'),
    asked: counted('@asked'),
    missing: Math.max(trace.lost, (scalar(trace, '@slept') ?? lines) - lines, awake - spans.kept.length),
  }
  return { present: true, value, warnings: trace.warnings }
}
