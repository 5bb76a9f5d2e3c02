import { defineMetric } from './metric.js'

export const bogoOps = defineMetric({
  id: 'bogo-ops',
  title: 'Bogo-ops completed',
  unit: 'bogo-ops',
  better: 'higher',
  family: 'descriptive',
  smallestEffect: { relative: 0.03, absolute: 10 },
  why:
    'How many rounds of its own work stress-ng finished in the run. It is the raw number behind bogo-ops ' +
    'per second, which is the one that is compared: a run that took longer had more time.',
  how: "bogo-ops in stress-ng's metrics; missing with several stressors, whose operations are of different kinds.",
  requires: ['stress-ng'],
  compute({ 'stress-ng': { stressors } }) {
    const [only] = stressors
    return stressors.length !== 1 || only === undefined
      ? { missing: `${stressors.length} stressors, whose operations are of different kinds` }
      : { value: only.bogoOps }
  },
})
