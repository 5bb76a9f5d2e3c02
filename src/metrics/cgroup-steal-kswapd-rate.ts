import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupStealKswapdRate = defineMetric({
  id: 'cgroup-steal-kswapd-rate',
  title: 'Cgroup reclaim rate, kswapd',
  unit: 'pages/s',
  better: 'neither',
  family: 'secondary',
  machineWide: 'reclaimed-kswapd-rate',
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'Pages of the cgroup that were reclaimed by kswapd, when the whole machine is short of memory.',
  how: 'Increase of pgsteal_kswapd in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pgsteal_kswapd']),
})
