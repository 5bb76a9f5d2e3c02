import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const minorFaultRate = defineMetric({
  id: 'minor-fault-rate',
  title: 'Minor-fault rate',
  unit: 'count/s',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 100 },
  why:
    'Faults that the kernel could settle without reading anything from disk or swap: a fresh zeroed page,' +
    ' a page still in memory. They cost a microsecond or so each, and their number follows the work done.',
  how:
    'Increase of pgfault less that of pgmajfault in /proc/vmstat, whole machine, divided by the length of' +
    ' the run.',
  perOperation: { title: 'Minor faults per operation', family: 'secondary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pgfault: 1, pgmajfault: -1 }),
})
