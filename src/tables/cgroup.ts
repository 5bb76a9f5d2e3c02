import type { RunData } from '../experiment/experiment.js'
import type { MetricResult } from '../model/metric.js'
import type { CgroupStat } from '../streams/cgroup-stat.js'
import { perSecond } from './rates.js'

/** The sum of counters of the workload's memory.stat over the run's length; missing where the kernel has not all of them. */
export function cgroupRate(stat: CgroupStat, run: RunData, counters: readonly string[]): MetricResult {
  let sum = 0
  for (const counter of counters) {
    const delta = stat.deltas.get(`memory.stat.${counter}`)
    if (delta === undefined) return { missing: missingCounter(stat, counter) }
    sum += delta
  }
  return perSecond(sum, run)
}

function missingCounter({ deltas }: CgroupStat, counter: string): string {
  const any = [...deltas.keys()].some((key) => key.startsWith('memory.stat.'))
  return any
    ? `this kernel's memory.stat has no ${counter}`
    : 'the cgroup of the workload has no memory controller'
}
