import { upperBound } from '../tables/quantiles.js'
import { defineMetric } from './metric.js'

export const minorFaultP99 = defineMetric({
  id: 'minor-fault-p99',
  title: 'Minor-fault latency, p99',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 1, absolute: 2e-6 },
  why: 'One in a hundred of the page faults that the kernel could settle without reading anything took longer than this: the slow ones that a program feels.',
  how: 'Upper bound of the histogram bucket that holds the 99th percentile of the times in handle_mm_fault. Buckets double in width: the true value lies between half of this and this, so a difference of less than a factor of two need not show.',
  requires: ['fault-latency'],
  compute: ({ 'fault-latency': faults }) => upperBound(faults.minor, 0.99, 'no minor fault was timed'),
})
