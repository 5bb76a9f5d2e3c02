import { upperBound } from '../tables/quantiles.js'
import { defineMetric } from './metric.js'

export const majorFaultP99 = defineMetric({
  id: 'major-fault-p99',
  title: 'Major-fault latency, p99',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 1, absolute: 0.0001 },
  why: 'One in a hundred of the page faults that the kernel had to read from swap or a file for took longer than this: the slow ones that a program feels.',
  how: 'Upper bound of the histogram bucket that holds the 99th percentile of the times in handle_mm_fault. Buckets double in width: the true value lies between half of this and this, so a difference of less than a factor of two need not show.',
  requires: ['fault-latency'],
  compute: ({ 'fault-latency': faults }) => upperBound(faults.major, 0.99, 'no major fault was timed'),
})
