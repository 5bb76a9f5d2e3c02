import { tracedFaults } from '../tables/perf-trace.js'
import { defineMetric } from './metric.js'

export const perfTraceFaults = defineMetric({
  id: 'perf-trace-faults',
  title: 'Page faults (perf trace)',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Page faults as perf trace printed them, one line each, with the process that took them: another way to the count of the trace and of the kernel.',
  how: 'Minor and major faults, or those of the tracepoints exceptions:page_fault_* where the kind is not told, over all the time that perf trace ran. Missing when events were lost, as a part of the faults is no count of them.',
  requires: ['perf-trace'],
  compute: ({ 'perf-trace': trace }) => tracedFaults(trace, 'all'),
})
