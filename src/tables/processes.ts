import { type ColumnTable, table } from 'arquero'
import type { Experiment } from '../experiment/experiment.js'
import { faultsByProcess } from './faults-by-process.js'

/**
 * One row for each run and process with page faults: run, process, rank (1 for the process with the most faults in its
 * run), faults. Only what the trace names: a process number means nothing outside its run.
 */
export function processTable(experiment: Experiment): ColumnTable {
  const run: string[] = []
  const process: string[] = []
  const rank: number[] = []
  const faults: number[] = []
  for (const one of experiment.runs) {
    let place = 0
    for (const [name, count] of faultsByProcess(one)?.byProcess ?? []) {
      run.push(one.id)
      process.push(name)
      rank.push(++place)
      faults.push(count)
    }
  }
  return table({ run, process, rank, faults })
}
