import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupSwapInRate = defineMetric({
  id: 'cgroup-swap-in-rate',
  title: 'Cgroup swap-in rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['pswpin'],
  machineWide: 'swap-in-rate',
  perOperation: { title: 'Cgroup swap-ins per operation', family: 'secondary' },
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Pages of the cgroup that were read back from swap: somebody waited for each of them. Older kernels do not count them by cgroup.',
  how: 'Increase of pswpin in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pswpin']),
})
