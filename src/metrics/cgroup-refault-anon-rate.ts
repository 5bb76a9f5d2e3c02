import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupRefaultAnonRate = defineMetric({
  id: 'cgroup-refault-anon-rate',
  title: 'Cgroup anonymous refault rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['workingset_refault_anon'],
  machineWide: 'refault-anon-rate',
  perOperation: { title: 'Cgroup anonymous refaults per operation', family: 'secondary' },
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'A refault is a fault on a page that was evicted not long ago. This counts anonymous pages of the cgroup, which come back from swap.',
  how: 'Increase of workingset_refault_anon in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['workingset_refault_anon']),
})
