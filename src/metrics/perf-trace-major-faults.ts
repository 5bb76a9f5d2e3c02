import { tracedFaults } from '../tables/perf-trace.js'
import { defineMetric } from './metric.js'

export const perfTraceMajorFaults = defineMetric({
  id: 'perf-trace-major-faults',
  title: 'Major faults (perf trace)',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Page faults that had to wait for a read from disk or swap, as perf trace printed them, one line each.',
  how: 'Major faults over all the time that perf trace ran. Missing where the trace does not tell the kind of a fault, and when events were lost.',
  requires: ['perf-trace'],
  compute: ({ 'perf-trace': trace }) => tracedFaults(trace, 'major'),
})
