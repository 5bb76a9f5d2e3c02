import { defineMetric } from './metric.js'

export const workloadCpuTime = defineMetric({
  id: 'workload-cpu-time',
  title: 'CPU time of the workload',
  unit: 'seconds',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.03, absolute: 0.1 },
  why: 'User and system time of the command and of the children that it waited for; a daemon that it left behind is not in it.',
  how: 'Sum of user and system time, as wait4() reports them for the workload.',
  requires: [],
  compute(_, { usage }) {
    if (usage === null || usage.userMicroseconds === null || usage.systemMicroseconds === null)
      return { missing: 'not recorded' }
    return { value: (usage.userMicroseconds + usage.systemMicroseconds) / 1e6 }
  },
})
