import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const refaultFileRate = defineMetric({
  id: 'refault-file-rate',
  title: 'File refault rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['workingset_refault_file'],
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'A refault is a page that was evicted and is needed again so soon that it should have been kept: reclaim took the wrong one. This counts contents of files, which come back from disk.',
  how: 'Increase of workingset_refault_file in /proc/vmstat, whole machine, divided by the length of the run.',
  perOperation: { title: 'File refaults per operation', family: 'secondary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { workingset_refault_file: 1 }),
})
