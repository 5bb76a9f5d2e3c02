import { defineMetric } from './metric.js'

export const elapsedTime = defineMetric({
  id: 'elapsed-time',
  title: 'Elapsed time of the workload',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.03, absolute: 0.1 },
  why: 'How long the command took from its start to its end: the answer of a workload that does a fixed amount of work and prints no figure of its own.',
  how: 'From the start of the workload to its end on the monotonic clock; missing where the command was to run for a given time, which it then takes whatever happens.',
  requires: [],
  compute(_, { usage, workload }) {
    if (usage === null) return { missing: 'not recorded' }
    const asked = workload?.requestedSeconds ?? null
    if (asked !== null) return { missing: `the workload was to run for ${asked} s` }
    return { value: Number(usage.elapsedNanoseconds) / 1e9 }
  },
})
