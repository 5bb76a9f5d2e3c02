import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupMajorFaultRate = defineMetric({
  id: 'cgroup-major-fault-rate',
  title: 'Cgroup major-fault rate',
  unit: 'count/s',
  better: 'lower',
  family: 'secondary',
  machineWide: 'major-fault-rate',
  perOperation: { title: 'Cgroup major faults per operation', family: 'secondary' },
  smallestEffect: { relative: 0.03, absolute: 1 },
  why: 'Page faults of the cgroup that had to wait for a device: to read a file or to swap in. Nothing else on the machine is in it.',
  how: 'Increase of pgmajfault in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pgmajfault']),
})
