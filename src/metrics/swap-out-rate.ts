import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const swapOutRate = defineMetric({
  id: 'swap-out-rate',
  title: 'Swap-out rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'primary',
  counts: ['pswpout'],
  smallestEffect: { relative: 0.05, absolute: 1 },
  why:
    'Pages of anonymous memory that the kernel wrote to swap to make room. Fewer for the same work is ' +
    'better: each costs a write, and a read if it comes back.',
  how:
    'Increase of pswpout in /proc/vmstat, whole machine, divided by the length of the run. Pages filled ' +
    'with zeros are not counted in it by Linux 6.12 and later.',
  perOperation: { title: 'Swap-outs per operation', family: 'primary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pswpout: 1 }),
})
