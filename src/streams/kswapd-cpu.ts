import { numberIn, type Sample } from '../decode/samples.js'
import type { Bracket } from '../reduce/copy-files.js'
import { increase, sampled } from '../reduce/sampled.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface KswapdCpu {
  /** CPU seconds of all kswapd threads in the measured window. */
  seconds: number
  threads: number
  /** nanoseconds: from schedstat; ticks: from stat, no finer than a tick (10 ms at 100 a second). */
  resolution: 'nanoseconds' | 'ticks'
  /** The same of all kcompactd threads; absent where they were not recorded. */
  compactSeconds?: number
  /** "cpu": CPU seconds per second; absent without a measured window. */
  series?: SeriesByName
}

export const kswapdCpu = sampled({
  id: 'kswapd-cpu',
  title: 'CPU usage of kswapd and kcompactd',
  what:
    'kswapd is the kernel thread, one for each memory node, that reclaims memory in the background before programs have to do it ' +
    'themselves. Its CPU time is what finding pages to evict costs. kcompactd moves pages together in the background.',
  collector: '/proc/PID/stat and schedstat of every kswapd and kcompactd, each second',
  caveats: 'Without schedstat in the kernel the time is counted in ticks of usually 10 ms.',
  fields: {
    seconds: { unit: 'seconds', doc: 'CPU time of all kswapd threads over the measured window' },
    threads: { unit: 'count', doc: 'kswapd threads, one per NUMA node' },
    resolution: { unit: 'text', doc: 'nanoseconds where /proc/PID/schedstat has them, otherwise ticks' },
    compactSeconds: {
      unit: 'seconds',
      doc: 'CPU time of all kcompactd threads over the measured window; absent where it was not recorded',
    },
    series: { unit: 'seconds', doc: '"cpu": CPU time per second; absent without a measured window' },
  },
  ofRun: () => ({
    rates: { cpu: spentBetween },
    value(bracket: Bracket, series, path): KswapdCpu | string {
      const value = cpuTime(bracket, path)
      return typeof value === 'string' || series === undefined ? value : { ...value, series }
    },
  }),
})

/** CPU seconds of all kswapd threads between two samples; null where one of them was not in both. */
function spentBetween(earlier: Sample, later: Sample): number | null {
  const grown = (key: string) => {
    const [from, to] = [numberIn(earlier, key), numberIn(later, key)]
    return from === null || to === null || to < from ? null : to - from
  }
  const perSecond = numberIn(earlier, 'ticks_per_second')
  let seconds: number | null = null
  for (const name of new Set(
    Object.keys(earlier.data).flatMap((key) => /^(kswapd\d+)\./.exec(key)?.[1] ?? []),
  )) {
    const fine = grown(`${name}.run_ns`)
    const [user, system] = [grown(`${name}.utime_ticks`), grown(`${name}.stime_ticks`)]
    const ticks = user === null || system === null || !perSecond ? null : (user + system) / perSecond
    const spent = fine === null ? ticks : fine / 1e9
    if (spent === null) return null
    seconds = (seconds ?? 0) + spent
  }
  return seconds
}

function cpuTime(bracket: Bracket, path: string): KswapdCpu | string {
  const kswapd = timeOf('kswapd', bracket, path)
  if (typeof kswapd === 'string') return kswapd
  const compact = timeOf('kcompactd', bracket, path)
  return typeof compact === 'string' ? kswapd : { ...kswapd, compactSeconds: compact.seconds }
}

const THREADS = { kswapd: /^(kswapd\d{1,4})\./, kcompactd: /^(kcompactd\d{1,4})\./ } as const

/** CPU time of the threads of a name, one for each node; a text says why there is none. */
function timeOf(thread: keyof typeof THREADS, bracket: Bracket, path: string): KswapdCpu | string {
  const keys = Object.keys(bracket.first.data)
  const threads = new Set(keys.flatMap((key) => THREADS[thread].exec(key)?.[1] ?? []))
  if (threads.size === 0) return `no ${thread} thread was seen`
  const fine = [...threads].map((name) => increase(bracket, `${name}.run_ns`, path))
  if (fine.every((nanoseconds) => nanoseconds !== null)) {
    const seconds = fine.reduce((sum: number, next) => sum + (next ?? 0), 0) / 1e9
    return { seconds, threads: threads.size, resolution: 'nanoseconds' }
  }
  const perSecond = numberIn(bracket.first, 'ticks_per_second')
  if (perSecond === null || perSecond <= 0) return 'the length of a tick was not recorded'
  let ticks = 0
  for (const name of threads) {
    for (const part of ['utime_ticks', 'stime_ticks']) {
      const grown = increase(bracket, `${name}.${part}`, path)
      if (grown === null) return `${name}.${part} was not recorded throughout`
      ticks += grown
    }
  }
  return { seconds: ticks / perSecond, threads: threads.size, resolution: 'ticks' }
}
