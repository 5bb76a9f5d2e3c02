import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const compactionStallRate = defineMetric({
  id: 'compaction-stall-rate',
  title: 'Direct-compaction stall rate',
  unit: 'count/s',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'How often a program that wanted a large piece of memory had to wait while the kernel moved pages together to make one.',
  how: 'Increase of compact_stall in /proc/vmstat, whole machine, divided by the length of the run.',
  perOperation: { title: 'Direct-compaction stalls per operation', family: 'secondary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { compact_stall: 1 }),
})
