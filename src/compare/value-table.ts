import { type ColumnTable, table } from 'arquero'
import type { Experiment } from '../experiment/experiment.js'
import type { MetricDef } from '../metrics/metric.js'
import { evaluate } from './comparison-inputs.js'

/** One row for each run and metric: run, block, condition, included, metric, unit, value (null when missing), reason. */
export function valueTable(experiment: Experiment, metrics: readonly MetricDef[]): ColumnTable {
  const rows = experiment.runs.flatMap((run) =>
    metrics.map((metric) => ({ run, metric, value: evaluate(metric, run) })),
  )
  return table({
    run: rows.map(({ run }) => run.id),
    block: rows.map(({ run }) => run.block),
    condition: rows.map(({ run }) => run.condition),
    included: rows.map(({ run }) => run.included),
    metric: rows.map(({ metric }) => metric.id),
    unit: rows.map(({ metric }) => metric.unit),
    value: rows.map(({ value }) => value.value),
    reason: rows.map(({ value }) => value.reason),
  })
}
