import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupZswapOutRate = defineMetric({
  id: 'cgroup-zswap-out-rate',
  title: 'Cgroup zswap store rate',
  unit: 'pages/s',
  better: 'neither',
  family: 'secondary',
  perOperation: { title: 'Cgroup pages into zswap per operation', family: 'secondary' },
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Pages of the cgroup that were compressed into zswap rather than written to the swap device.',
  how: 'Increase of zswpout in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['zswpout']),
})
