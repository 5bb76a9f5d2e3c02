import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupRefaultFileRate = defineMetric({
  id: 'cgroup-refault-file-rate',
  title: 'Cgroup file refault rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['workingset_refault_file'],
  machineWide: 'refault-file-rate',
  perOperation: { title: 'Cgroup file refaults per operation', family: 'secondary' },
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'A refault is a fault on a page that was evicted not long ago. This counts page cache of the cgroup, which is read from the disk again.',
  how: 'Increase of workingset_refault_file in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['workingset_refault_file']),
})
