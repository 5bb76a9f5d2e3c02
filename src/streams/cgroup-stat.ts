import { ofMemoryStat } from '../decode/memory-stat.js'
import { growth } from '../decode/samples.js'
import { increases } from '../reduce/cgroup-copies.js'
import { ofCgroup } from '../reduce/cgroup-stream.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface CgroupStat {
  /** By file and counter, such as "memory.stat.pgscan_direct": increase over the run. */
  deltas: Map<string, number>
  /** memory.peak at the end: the most that the cgroup ever had, in bytes; null where the kernel has no such file. */
  peakBytes: number | null
  /** From the first copy to the last, where they stand under time marks. */
  length?: number
  /** Those of OVER_TIME, a second; absent without a measured window. */
  series?: SeriesByName
}

/** Of memory.stat what only grows; the rest are levels in bytes. */
const COUNTER =
  /^(?:memory\.stat\.(?:pg(?!tables)|workingset_(?!nodes$)|zswp|pswp|swpin_|swpout_|thp_|numa_)|cpu\.stat\.|io\.stat\.)/

const OVER_TIME = ['pgmajfault', 'workingset_refault_anon', 'workingset_refault_file'] as const

export const cgroupStat = ofCgroup<'cgroup-stat', CgroupStat>({
  id: 'cgroup-stat',
  title: "Counters of the workload's cgroup",
  what:
    'A memory cgroup counts its own faults, reclaim, refaults and CPU time, whatever else runs on the machine. Reclaim because of a limit of the cgroup ' +
    'is counted here, and on many kernels nowhere else.',
  collector:
    'memory.stat, cpu.stat, io.stat, memory.peak of the cgroup, each second; for standalone traces copies X.memory.stat-before and -after, X.cpu.stat-before and -after, X.memory.peak-after, or memory.stat of either version of cgroups under time marks',
  caveats:
    'Up to 2 seconds late: the kernel adds up what each CPU counted only now and then, and when the file is read. Which counters there are depends on the kernel.',
  fields: {
    deltas: { unit: 'count', doc: 'increase of each counter over the run, by file and name' },
    peakBytes: { unit: 'bytes', doc: 'memory.peak at the end; null where the kernel has none' },
    length: { unit: 'seconds', doc: 'from the first copy to the last, where the copies have timestamps' },
    series: {
      unit: 'count',
      doc: 'major faults and refaults of the cgroup per second; absent without samples or a measured window',
    },
  },
  sidecars: [
    { suffix: '.memory.stat-before', role: 'before' },
    { suffix: '.memory.stat-after', role: 'after' },
    { suffix: '.cpu.stat-before', role: 'other-before' },
    { suffix: '.cpu.stat-after', role: 'other-after' },
    { suffix: '.memory.peak-after', role: 'peak' },
  ],
  roles: {
    before: 'memory.stat',
    after: 'memory.stat',
    'other-before': 'cpu.stat',
    'other-after': 'cpu.stat',
    peak: 'memory.peak',
  },
  text: ofMemoryStat,
  rates: Object.fromEntries(OVER_TIME.map((counter) => [counter, growth(`memory.stat.${counter}`)])),
  made(copies) {
    const deltas = increases(copies, (key) => COUNTER.test(key))
    return deltas.size === 0
      ? 'the samples hold no counter of a cgroup'
      : { deltas, peakBytes: copies.last['memory.peak'] ?? null }
  },
})
