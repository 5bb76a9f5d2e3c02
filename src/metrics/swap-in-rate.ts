import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const swapInRate = defineMetric({
  id: 'swap-in-rate',
  title: 'Swap-in rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'primary',
  counts: ['pswpin'],
  smallestEffect: { relative: 0.05, absolute: 1 },
  why:
    'Pages that were written to swap and are needed again. Some of that is unavoidable when memory is ' +
    'short; much of it says that pages in use were chosen for eviction, which is what the multi-gen LRU ' +
    'is meant to do less of.',
  how:
    'Increase of pswpin in /proc/vmstat, whole machine, divided by the length of the run. Pages filled ' +
    'with zeros are not counted in it by Linux 6.12 and later.',
  perOperation: { title: 'Swap-ins per operation', family: 'primary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pswpin: 1 }),
})
