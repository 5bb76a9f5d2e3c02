import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupActivateRate = defineMetric({
  id: 'cgroup-activate-rate',
  title: 'Cgroup workingset activation rate',
  unit: 'pages/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['workingset_activate_anon', 'workingset_activate_file'],
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Refaulted pages that were activated at once, since they were evicted so recently that they belong to the working set.',
  how: 'Increase of workingset_activate_anon and workingset_activate_file in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) =>
    cgroupRate(stat, run, ['workingset_activate_anon', 'workingset_activate_file']),
})
