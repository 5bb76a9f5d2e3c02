import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const reclaimedDirectRate = defineMetric({
  id: 'reclaimed-direct-rate',
  title: 'Direct-reclaim rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['pgsteal_direct'],
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'How much memory programs had to free themselves because background reclaim did not keep up.',
  how: 'Increase of pgsteal_direct in /proc/vmstat, whole machine, divided by the length of the run.',
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pgsteal_direct: 1 }),
})
