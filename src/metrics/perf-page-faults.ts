import { defineMetric } from './metric.js'

export const perfPageFaults = defineMetric({
  id: 'perf-page-faults',
  title: 'Page faults (perf stat)',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'What the kernel’s own software counter says of page faults: another way to the count that the trace has, without printing a line for each.',
  how: 'Sum of page-faults of perf stat over all the time that it ran, which is longer than the measured window. Missing where perf could not count it throughout.',
  requires: ['perf-stat'],
  compute: ({ 'perf-stat': perf }) => {
    const count = perf.counters.get('page-faults') ?? perf.counters.get('page-faults:u')
    return count === undefined ? { missing: 'perf stat did not count page-faults' } : { value: count }
  },
})
