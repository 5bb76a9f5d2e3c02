import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const kswapdCpuShare = defineMetric({
  id: 'kswapd-cpu-share',
  title: 'kswapd CPU usage',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'kswapd evicts pages in the background. Its CPU time is the price of finding out which pages are not in use, and one of the things that the multi-gen LRU is meant to make cheaper.',
  how: 'CPU time of all kswapd threads over the measured window, divided by its length: 1 is one processor kept busy all the time.',
  perOperation: { title: 'kswapd CPU time per operation', family: 'secondary' },
  requires: ['kswapd-cpu'],
  compute: ({ 'kswapd-cpu': kswapd }, run) => shareOf(kswapd.seconds, run),
})
