import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupSwapOutRate = defineMetric({
  id: 'cgroup-swap-out-rate',
  title: 'Cgroup swap-out rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['pswpout'],
  machineWide: 'swap-out-rate',
  perOperation: { title: 'Cgroup swap-outs per operation', family: 'secondary' },
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Pages of the cgroup that were written to swap. Older kernels do not count them by cgroup.',
  how: 'Increase of pswpout in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pswpout']),
})
