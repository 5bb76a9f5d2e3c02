import { type ColumnTable, table } from 'arquero'
import type { Experiment } from '../experiment/experiment.js'

/** One row for each run and counter of /proc/vmstat: run, counter, delta. */
export function counterTable(experiment: Experiment): ColumnTable {
  const run: string[] = []
  const counter: string[] = []
  const delta: number[] = []
  for (const { id, streams } of experiment.runs) {
    const vmstat = streams.vmstat
    if (vmstat?.present !== true) continue
    for (const [name, value] of vmstat.value.deltas) {
      run.push(id)
      counter.push(name)
      delta.push(value)
    }
  }
  return table({ run, counter, delta })
}
