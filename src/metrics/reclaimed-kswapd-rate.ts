import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const reclaimedKswapdRate = defineMetric({
  id: 'reclaimed-kswapd-rate',
  title: 'kswapd reclaim rate',
  unit: 'pages/s',
  better: 'neither',
  family: 'secondary',
  counts: ['pgsteal_kswapd'],
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'How much memory was freed in the background, without holding up a program. Neither more nor less is better by itself: it follows the demand.',
  how: 'Increase of pgsteal_kswapd in /proc/vmstat, whole machine, divided by the length of the run.',
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pgsteal_kswapd: 1 }),
})
