import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { Unit } from '../model/units.js'
import type { StreamName } from '../streams/registry.js'
import type { MetricDef } from './metric.js'

const UNITS_PER_RUN: Readonly<Record<string, Unit>> = {
  'count/s': 'count',
  'pages/s': 'pages',
  share: 'seconds',
}
/** Streams whose metrics per second are counts over a length that the run has to tell. */
const COUNTED: readonly StreamName[] = ['vmstat', 'psi', 'lru-gen', 'cgroup-stat', 'cgroup-pressure']

/** `major-fault-rate` over a whole run is `major-fault-per-run`. */
const perRunId = ({ id }: Pick<MetricDef, 'id'>) => `${id.replace(/-(rate|share)$/, '')}-per-run`

/** The same cost over the whole run; null where the metric is no cost per second. */
export function perRun(cost: MetricDef): MetricDef | null {
  const unit = UNITS_PER_RUN[cost.unit]
  const counted = cost.requires.length === 1 && COUNTED.includes(cost.requires[0] as StreamName)
  if (unit === undefined || !counted || cost.perSecond !== undefined || !OVER_LENGTH.test(cost.how))
    return null
  const { perOperation: _, ...rest } = cost
  return {
    ...rest,
    id: perRunId(cost),
    title: cost.title.replace(/ rate\b/, ' count'),
    unit,
    smallestEffect: {
      relative: cost.smallestEffect.relative,
      absolute: Math.max(1e-9, cost.smallestEffect.absolute),
    },
    how: `${cost.how.replace(OVER_LENGTH, '.')} Not divided by the length of the run, which is unknown: totals compare only runs that took equally long or did the same work.`,
    of(run) {
      const total = cost.of({ ...run, duration: { seconds: 1, origin: 'total' } })
      const own = ownLength(cost.requires[0], run)
      return 'missing' in total || own === undefined ? total : { value: total.value * own }
    },
  }
}

const OVER_LENGTH = /, divided by (?:the length of the run|its length)\./

/** What the rates of a run are divided by where its copies stand between time marks. */
function ownLength(stream: StreamName | undefined, run: RunData): number | undefined {
  if (stream === 'vmstat') return valueOf(run, stream)?.seconds
  return stream === 'psi' ? valueOf(run, stream)?.length : valueOf(run, 'lru-gen')?.seconds
}

/**
 * The metrics of an experiment: where a run that has counters has no known length, totals of the runs in the place of what
 * cannot be had per second.
 */
export function metricsOf(experiment: Experiment, metrics: readonly MetricDef[]): readonly MetricDef[] {
  const unknown = includedRuns(experiment).some(
    (run) => run.duration === null && COUNTED.some((stream) => valueOf(run, stream) !== null),
  )
  return unknown ? metrics.map((metric) => perRun(metric) ?? metric) : metrics
}
