import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const reclaimWriteRate = defineMetric({
  id: 'reclaim-write-rate',
  title: 'Reclaim write rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Pages that had to be written, to swap or to a file, before their memory could be used for something else. Writing wears the disk and delays what is read.',
  how: 'Increase of nr_vmscan_write in /proc/vmstat, whole machine, divided by the length of the run.',
  perOperation: { title: 'Pages written by reclaim per operation', family: 'secondary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { nr_vmscan_write: 1 }),
})
