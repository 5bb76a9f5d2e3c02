import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupStealDirectRate = defineMetric({
  id: 'cgroup-steal-direct-rate',
  title: 'Cgroup reclaim rate, direct',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['pgsteal_direct'],
  machineWide: 'reclaimed-direct-rate',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Pages of the cgroup that were reclaimed by tasks of the cgroup that allocate, and wait for it. A cgroup at memory.max has no other reclaim than this.',
  how: 'Increase of pgsteal_direct in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pgsteal_direct']),
})
