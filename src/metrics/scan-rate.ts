import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const scanRate = defineMetric({
  id: 'scan-rate',
  title: 'Scan rate (pgscan)',
  unit: 'pages/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['pgscan_kswapd', 'pgscan_direct'],
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'How many pages reclaim scanned to find some that it could take. With MGLRU on the kernel counts only isolated pages, with MGLRU off all scanned pages.',
  how: 'Increases of pgscan_kswapd and pgscan_direct in /proc/vmstat, whole machine, divided by the length of the run.',
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pgscan_kswapd: 1, pgscan_direct: 1 }),
})
