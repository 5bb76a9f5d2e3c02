import { defineMetric } from './metric.js'

export const bogoOpsRate = defineMetric({
  id: 'bogo-ops-rate',
  title: 'Throughput',
  unit: 'bogo-ops/s',
  better: 'higher',
  family: 'primary',
  smallestEffect: { relative: 0.03, absolute: 0.1 },
  why:
    'How fast the workload got on while its memory was short: the figure that the owner of a machine ' +
    'feels. Everything else on this page explains it.',
  how:
    "stress-ng's bogo-ops divided by its wall-clock time. Missing with several stressors, whose operations are of different " +
    'kinds: each is a row of its own, workload:stress-ng.NAME.',
  requires: ['stress-ng'],
  compute({ 'stress-ng': { stressors } }) {
    const [only] = stressors
    if (stressors.length !== 1 || only === undefined)
      return { missing: `${stressors.length} stressors, whose operations are of different kinds` }
    if (only.seconds === 0) return { missing: 'stress-ng reports no run time' }
    return { value: only.bogoOps / only.seconds }
  },
})
