import { type ColumnTable, table } from 'arquero'
import { type Experiment, valueOf } from '../experiment/experiment.js'

/**
 * The pages with the most faults of each run whose trace tells addresses: run, rank, address (of the first byte, hexadecimal),
 * process (its number, which means nothing outside its run), faults, oneIn (they are of one page in so many).
 */
export function pageTable(experiment: Experiment): ColumnTable {
  const rows = experiment.runs.flatMap((run) => {
    const byPage = valueOf(run, 'page-faults')?.byPage
    if (byPage == null) return []
    const { top, oneIn } = byPage
    return top.map((page, index) => ({ run: run.id, rank: index + 1, ...page, oneIn }))
  })
  const column = <Name extends keyof (typeof rows)[number]>(name: Name) => rows.map((row) => row[name])
  return table({
    run: column('run'),
    rank: column('rank'),
    address: column('address'),
    process: column('process'),
    faults: column('faults'),
    oneIn: column('oneIn'),
  })
}
