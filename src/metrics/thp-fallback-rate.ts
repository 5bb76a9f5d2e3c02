import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const thpFallbackRate = defineMetric({
  id: 'thp-fallback-rate',
  title: 'THP fault-fallback rate',
  unit: 'count/s',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'How often a huge page was wanted and small ones had to do, mostly because no free memory in one piece was found.',
  how: 'Increase of thp_fault_fallback in /proc/vmstat, whole machine, divided by the length of the run.',
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { thp_fault_fallback: 1 }),
})
