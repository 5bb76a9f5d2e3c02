import { type ColumnTable, table } from 'arquero'
import { type Experiment, valueOf } from '../experiment/experiment.js'

/** One row for each run and entry of a map of a bpftrace program: run, map, key (empty without keys), value. */
export function mapTable(experiment: Experiment): ColumnTable {
  const rows = experiment.runs.flatMap((run) =>
    [...(valueOf(run, 'bpftrace-maps')?.maps ?? [])].flatMap(([map, entries]) =>
      [...entries].map(([key, value]) => ({ run: run.id, map, key, value })),
    ),
  )
  return table({
    run: rows.map(({ run }) => run),
    map: rows.map(({ map }) => map),
    key: rows.map(({ key }) => key),
    value: rows.map(({ value }) => value),
  })
}

/** One row for each bucket of a histogram: run, map (with its key), lower, upper (inclusive, null where open), count. */
export function histogramTable(experiment: Experiment): ColumnTable {
  const rows = experiment.runs.flatMap((run) =>
    [...(valueOf(run, 'bpftrace-maps')?.histograms ?? [])].flatMap(([map, buckets]) =>
      buckets.map((bucket) => ({ run: run.id, map, ...bucket })),
    ),
  )
  return table({
    run: rows.map(({ run }) => run),
    map: rows.map(({ map }) => map),
    lower: rows.map(({ min }) => min),
    upper: rows.map(({ max }) => max),
    count: rows.map(({ count }) => count),
  })
}
