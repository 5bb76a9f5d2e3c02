import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupZswapInRate = defineMetric({
  id: 'cgroup-zswap-in-rate',
  title: 'Cgroup zswap load rate',
  unit: 'pages/s',
  better: 'neither',
  family: 'secondary',
  perOperation: { title: 'Cgroup pages from zswap per operation', family: 'secondary' },
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Pages of the cgroup that were decompressed from zswap: a fault that costs CPU time and no disk.',
  how: 'Increase of zswpin in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['zswpin']),
})
