import { type ColumnTable, table } from 'arquero'
import type { Experiment } from '../experiment/experiment.js'

/**
 * One row for each run and process with page faults: run, process, rank (1 for the process with the most faults in its
 * run), faults. Only what the trace names: a process number means nothing outside its run.
 */
export function processTable(experiment: Experiment): ColumnTable {
  const run: string[] = []
  const process: string[] = []
  const rank: number[] = []
  const faults: number[] = []
  for (const { id, streams } of experiment.runs) {
    const trace = streams['page-faults']
    if (trace?.present !== true) continue
    let place = 0
    for (const [name, count] of trace.value.byProcess) {
      run.push(id)
      process.push(name)
      rank.push(++place)
      faults.push(count)
    }
  }
  return table({ run, process, rank, faults })
}
