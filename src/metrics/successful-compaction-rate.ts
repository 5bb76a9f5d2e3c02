import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const successfulCompactionRate = defineMetric({
  id: 'successful-compaction-rate',
  title: 'Successful direct compactions',
  unit: 'count/s',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'How often such a wait ended with the large piece of memory that was wanted. Compared with the compaction stalls it shows whether the waiting was worth it.',
  how: 'Increase of compact_success in /proc/vmstat, whole machine, divided by the length of the run.',
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { compact_success: 1 }),
})
