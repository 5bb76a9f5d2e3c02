import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const refillRate = defineMetric({
  id: 'refill-rate',
  title: 'Refill rate (pgrefill)',
  unit: 'pages/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['pgrefill'],
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'Pages moved between the lists of used and unused pages with MGLRU off, or sorted into another generation with MGLRU on: two different kinds of work under one name.',
  how: 'Increase of pgrefill in /proc/vmstat, whole machine, divided by the length of the run.',
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pgrefill: 1 }),
})
