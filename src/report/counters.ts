import { median } from 'simple-statistics'
import { comparable, notInstrumented } from '../comparability/comparable.js'
import { circumstances } from '../evidence/circumstances.js'
import type { Experiment } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import { isGauge } from '../streams/vmstat.js'

/** Every counter of /proc/vmstat that moved in any included run: its median increase over a run, by condition. */
export function counters(experiment: Experiment): Report['counters'] {
  const moved = new Set<string>()
  const [baseline, treatment] = experiment.conditions.map(({ id }) => {
    const increases = new Map<string, number[]>()
    for (const run of experiment.runs) {
      const vmstat = run.streams.vmstat
      if (!run.included || run.condition !== id || vmstat?.present !== true) continue
      for (const [counter, increase] of vmstat.value.deltas) {
        if (isGauge(counter)) continue
        if (increase > 0) moved.add(counter)
        const list = increases.get(counter)
        if (list === undefined) increases.set(counter, [increase])
        else list.push(increase)
      }
    }
    return increases
  })
  const cell = (increases: number[] | undefined) => ({
    n: increases?.length ?? 0,
    median: increases === undefined ? null : median(increases),
  })
  const under = circumstances(experiment)
  return [...moved].sort().map((counter) => {
    const { row, why } = comparable([counter], under)
    return {
      counter,
      baseline: cell(baseline?.get(counter)),
      treatment: cell(treatment?.get(counter)),
      scope: 'machine' as const,
      comparability: row,
      notComparable: notInstrumented([counter], under, true) ?? why,
    }
  })
}
