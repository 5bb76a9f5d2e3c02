import { type ColumnTable, table } from 'arquero'
import { type Experiment, valueOf } from '../experiment/experiment.js'

/** One row for each run and event of a trace in text that names its events: run, event, count. */
export function eventTable(experiment: Experiment): ColumnTable {
  const rows = experiment.runs.flatMap((run) =>
    [valueOf(run, 'trace-events')?.events, valueOf(run, 'perf-trace')?.events].flatMap((events) =>
      [...(events ?? [])].map(([event, count]) => ({ run: run.id, event, count })),
    ),
  )
  return table({
    run: rows.map(({ run }) => run),
    event: rows.map(({ event }) => event),
    count: rows.map(({ count }) => count),
  })
}
