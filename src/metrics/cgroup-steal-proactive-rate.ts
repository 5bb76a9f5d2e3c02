import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupStealProactiveRate = defineMetric({
  id: 'cgroup-steal-proactive-rate',
  title: 'Cgroup reclaim rate, proactive',
  unit: 'pages/s',
  better: 'neither',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'Pages of the cgroup that were reclaimed by writes to memory.reclaim.',
  how: 'Increase of pgsteal_proactive in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pgsteal_proactive']),
})
