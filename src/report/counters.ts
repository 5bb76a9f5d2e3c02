import { median } from 'simple-statistics'
import type { Experiment } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import { isGauge } from '../streams/vmstat.js'
import { counterRule } from './counter-rules.js'

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
  const kernel = experiment.manifest?.value.host.kernel ?? null
  return [...moved].sort().map((counter) => ({
    counter,
    baseline: cell(baseline?.get(counter)),
    treatment: cell(treatment?.get(counter)),
    notComparable: counterRule(counter, kernel),
  }))
}
