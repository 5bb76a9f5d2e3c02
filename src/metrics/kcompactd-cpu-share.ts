import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const kcompactdCpuShare = defineMetric({
  id: 'kcompactd-cpu-share',
  title: 'kcompactd CPU usage',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'kcompactd moves used pages together in the background so that there are large free pieces. Its CPU time is a part of the price of huge pages, and of reclaim that leaves memory in small pieces.',
  how: 'CPU time of all kcompactd threads over the measured window, divided by its length: 1 is one processor kept busy all the time.',
  perOperation: { title: 'kcompactd CPU time per operation', family: 'secondary' },
  requires: ['kswapd-cpu'],
  compute: ({ 'kswapd-cpu': { compactSeconds } }, run) =>
    shareOf(compactSeconds ?? null, run, 'kcompactd was not recorded'),
})
