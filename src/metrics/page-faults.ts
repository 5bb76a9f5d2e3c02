import { defineMetric } from './metric.js'

export const pageFaults = defineMetric({
  id: 'page-faults',
  title: 'Traced page faults',
  unit: 'count',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1000 },
  why:
    'Every touch of memory for which the program had no page at hand. Under memory pressure pages that ' +
    'were taken away are faulted in again, so more faults for the same work means that the kernel took ' +
    'the wrong ones; more faults in the same time may as well mean more work done. Read it with ' +
    'throughput.',
  how:
    'Number of events in the page-fault trace of the run, over all processes. Events that the tracer lost' +
    ' are not in it.',
  requires: ['page-faults'],
  compute: ({ 'page-faults': faults }) => ({ value: faults.total }),
})
