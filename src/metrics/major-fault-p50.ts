import { upperBound } from '../tables/quantiles.js'
import { defineMetric } from './metric.js'

export const majorFaultP50 = defineMetric({
  id: 'major-fault-p50',
  title: 'Major-fault latency, p50',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 1, absolute: 0.0001 },
  why: 'Half of the page faults that the kernel had to read from swap or a file for took no longer than this. A typical one shows what a fault costs.',
  how: 'Upper bound of the histogram bucket that holds the 50th percentile of the times in handle_mm_fault. Buckets double in width: the true value lies between half of this and this, so a difference of less than a factor of two need not show.',
  requires: ['fault-latency'],
  compute: ({ 'fault-latency': faults }) => upperBound(faults.major, 0.5, 'no major fault was timed'),
})
