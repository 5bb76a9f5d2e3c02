import type { RunData } from '../experiment/experiment.js'
import type { MetricResult } from '../model/metric.js'
import type { Unit } from '../model/units.js'
import type { MetricDef } from './metric.js'

const UNITS_PER_OPERATION: Readonly<Record<string, Unit>> = {
  'count/s': 'count/op',
  'pages/s': 'pages/op',
  'bytes/s': 'bytes/op',
  share: 'seconds/op',
}

/** `major-fault-rate` per operation is `major-fault-per-op`. */
export const perOperationId = ({ id }: Pick<MetricDef, 'id'>) => `${id.replace(/-(rate|share)$/, '')}-per-op`

/**
 * How much work the workload says it did in a run: missing where it says nothing, nothing was done, or its operations are of
 * several kinds, which no sum makes comparable.
 */
export function operationsOf(run: RunData): MetricResult {
  const stress = run.streams['stress-ng']
  if (stress === undefined) return { missing: 'stress-ng was not recorded' }
  if (!stress.present) return { missing: stress.reason }
  const { stressors } = stress.value
  const [first] = stressors
  if (stressors.length !== 1 || first === undefined)
    return { missing: `${stressors.length} stressors, whose operations are of different kinds` }
  if (!(first.bogoOps > 0)) return { missing: 'the workload completed no operation' }
  return { value: first.bogoOps }
}

/**
 * The same cost per operation of the workload: a machine that does half the work also has half the cost a second. A list of
 * one metric; empty where the metric is no cost per second.
 */
export function perOperation(cost: MetricDef): MetricDef[] {
  const unit = UNITS_PER_OPERATION[cost.unit]
  if (cost.perOperation === undefined || unit === undefined) return []
  const { title, family } = cost.perOperation
  const { perOperation: _, machineWide, ...rest } = cost
  return [
    {
      ...rest,
      id: perOperationId(cost),
      title,
      unit,
      family,
      perSecond: cost.id,
      ...(machineWide !== undefined && { machineWide: perOperationId({ id: machineWide }) }),
      // how much work a run does is not known here: the comparison makes the absolute floor from that per second
      smallestEffect: { relative: cost.smallestEffect.relative, absolute: 1e-9 },
      why: `What one operation of the workload costs. ${cost.why}`,
      how: `${cost.how} Times that length, divided by the bogo-ops of the run; missing with several stressors, whose operations differ.`,
      requires: [...cost.requires, 'stress-ng'],
      of(run) {
        const operations = operationsOf(run)
        if ('missing' in operations) return operations
        const rate = cost.of(run)
        if ('missing' in rate) return rate
        if (run.duration === null) return { missing: 'the duration of the run is unknown' }
        return { value: (rate.value * run.duration.seconds) / operations.value }
      },
    },
  ]
}
