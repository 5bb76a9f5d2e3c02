import type { TraceEvent } from '../decode/trace-text.js'

/** When kswapd was woken and went to sleep again, from the events of a trace. */
export function kswapdOf() {
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
