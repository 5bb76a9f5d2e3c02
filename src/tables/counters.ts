import { type ColumnTable, table } from 'arquero'
import { type Experiment, valueOf } from '../experiment/experiment.js'

/** One row for each run and counter of /proc/vmstat: run, counter, delta. */
export function counterTable(experiment: Experiment): ColumnTable {
  const run: string[] = []
  const counter: string[] = []
  const delta: number[] = []
  for (const one of experiment.runs) {
    for (const [name, value] of valueOf(one, 'vmstat')?.deltas ?? []) {
      run.push(one.id)
      counter.push(name)
      delta.push(value)
    }
  }
  return table({ run, counter, delta })
}
