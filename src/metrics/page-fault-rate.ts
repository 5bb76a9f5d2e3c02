import { perSecond } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const pageFaultRate = defineMetric({
  id: 'page-fault-rate',
  title: 'Traced page-fault rate',
  unit: 'count/s',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 100 },
  why: 'Page faults in relation to time, so that runs of different length can be compared.',
  how:
    'Events in the page-fault trace divided by the length of the run. For standalone files the trace also ' +
    'covers the moments before and after the workload, so the rate is a little high under both ' +
    'conditions.',
  requires: ['page-faults'],
  compute: ({ 'page-faults': faults }, run) => perSecond(faults.total, run),
})
