import { type ColumnTable, table } from 'arquero'
import type { Experiment } from '../experiment/experiment.js'

/** One row for each run: run, condition, kind, block, position, included, seconds. Missing is null. */
export function runTable(experiment: Experiment): ColumnTable {
  const { runs } = experiment
  return table({
    run: runs.map((run) => run.id),
    condition: runs.map((run) => run.condition),
    kind: runs.map((run) => run.kind),
    block: runs.map((run) => run.block),
    position: runs.map((run) => run.position),
    included: runs.map((run) => run.included),
    seconds: runs.map((run) => run.duration?.seconds ?? null),
  })
}
