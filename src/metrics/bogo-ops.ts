import { defineMetric } from './metric.js'

export const bogoOps = defineMetric({
  id: 'bogo-ops',
  title: 'Bogo-ops',
  unit: 'bogo-ops',
  better: 'higher',
  family: 'descriptive',
  smallestEffect: { relative: 0.03, absolute: 10 },
  why:
    'How many rounds of its own work stress-ng finished in the run. It is the raw number behind bogo-ops ' +
    'a second, which is the one that is compared: a run that took longer had more time.',
  how: "Sum over the run's stressors of bogo-ops in stress-ng's metrics.",
  requires: ['stress-ng'],
  compute: ({ 'stress-ng': stress }) => ({
    value: stress.stressors.reduce((sum, stressor) => sum + stressor.bogoOps, 0),
  }),
})
