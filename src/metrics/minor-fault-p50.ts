import { upperBound } from '../tables/quantiles.js'
import { defineMetric } from './metric.js'

export const minorFaultP50 = defineMetric({
  id: 'minor-fault-p50',
  title: 'Minor-fault latency, p50',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 1, absolute: 2e-6 },
  why: 'Half of the page faults that the kernel could settle without reading anything took no longer than this. A typical one shows what a fault costs.',
  how: 'Upper bound of the histogram bucket that holds the 50th percentile of the times in handle_mm_fault. Buckets double in width: the true value lies between half of this and this, so a difference of less than a factor of two need not show.',
  requires: ['fault-latency'],
  compute: ({ 'fault-latency': faults }) => upperBound(faults.minor, 0.5, 'no minor fault was timed'),
})
