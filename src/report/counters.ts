import { escape, op } from 'arquero'
import type { Experiment } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import { isGauge } from '../streams/vmstat.js'
import { counterTable } from '../tables/counters.js'
import { runTable } from '../tables/runs.js'
import { counterRule } from './counter-rules.js'

/** Every counter of /proc/vmstat that moved in any included run: its median increase over a run, by condition. */
export function counters(experiment: Experiment): Report['counters'] {
  const medians = counterTable(experiment)
    .filter(escape((row: { counter: string }) => !isGauge(row.counter)))
    .join(
      runTable(experiment)
        .filter((row: { included: boolean }) => row.included)
        .select('run', 'condition'),
      'run',
    )
    .groupby('counter', 'condition')
    .rollup({ n: op.count(), median: op.median('delta'), most: op.max('delta') })
    .objects() as { counter: string; condition: string; n: number; median: number; most: number }[]
  const moved = new Set(medians.filter((row) => row.most > 0).map((row) => row.counter))
  const [baseline, treatment] = experiment.conditions.map(
    ({ id }) => new Map(medians.filter((row) => row.condition === id).map((row) => [row.counter, row])),
  )
  const cell = (row: { n: number; median: number } | undefined) => ({
    n: row?.n ?? 0,
    median: row?.median ?? null,
  })
  const kernel = experiment.manifest?.value.host.kernel ?? null
  return [...moved].sort().map((counter) => ({
    counter,
    baseline: cell(baseline?.get(counter)),
    treatment: cell(treatment?.get(counter)),
    notComparable: counterRule(counter, kernel),
  }))
}
