import { spans } from '../reduce/spans.js'

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

export const kswapd = spans({
  id: 'kswapd',
  title: 'kswapd wake and sleep',
  what:
    'kswapd, the kernel thread that reclaims memory in the background, sleeps until free memory falls below a mark, and then reclaims ' +
    'until enough is free again. How long it is awake shows how hard it is to keep memory free.',
  collector:
    'bpftrace on vmscan:mm_vmscan_kswapd_wake, _kswapd_sleep and _wakeup_kswapd, paired by memory node',
  caveats:
    'Awake is not running: the CPU time is in kswapd-cpu. A kswapd that is still awake when the tracer ends has no line. A wake while it is ' +
    'awake only gives it more to do.',
  fields: {
    awake: { unit: 'count', doc: 'times awake that touch the measured window, of all NUMA nodes' },
    awakeSeconds: { unit: 'seconds', doc: 'time of the window in which at least one kswapd was awake' },
    wakes: { unit: 'count', doc: 'wake-ups while the probes were attached' },
    sleeps: { unit: 'count', doc: 'times that it went to sleep while the probes were attached' },
    asked: { unit: 'count', doc: 'times that a task asked for kswapd' },
    missing: { unit: 'count', doc: 'times awake whose line was lost' },
  },
  line: /^awake (\d{1,20}) (\d{1,18}) \d{1,6}$/,
  ended: '@slept',
  value: ({ count, seconds, missing, total }): Kswapd => ({
    awake: count,
    awakeSeconds: seconds,
    wakes: total('@wakes'),
    sleeps: total('@sleeps'),
    asked: total('@asked'),
    missing,
  }),
})
