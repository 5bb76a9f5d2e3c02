import { mean } from 'simple-statistics'
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
    "stress-ng's bogo-ops divided by its wall-clock time; with several stressors the geometric mean of " +
    'their rates, since their operations have different sizes.',
  requires: ['stress-ng'],
  compute: ({ 'stress-ng': stress }) => {
    const rates = stress.stressors.map((stressor) => stressor.bogoOps / stressor.seconds)
    if (stress.stressors.some((stressor) => stressor.seconds === 0))
      return { missing: 'stress-ng reports no run time' }
    return { value: rates.length === 1 ? (rates[0] as number) : Math.exp(mean(rates.map(Math.log))) }
  },
})
