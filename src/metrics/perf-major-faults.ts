import { defineMetric } from './metric.js'

export const perfMajorFaults = defineMetric({
  id: 'perf-major-faults',
  title: 'Major faults (perf stat)',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'What the kernel’s own software counter says of faults that had to read: another way to the same count as pgmajfault, and the only one where perf stat is all that was recorded.',
  how: 'Sum of major-faults of perf stat over all the time that it ran, which is longer than the measured window. Missing where perf could not count it throughout.',
  requires: ['perf-stat'],
  compute: ({ 'perf-stat': perf }) => {
    const count = perf.counters.get('major-faults') ?? perf.counters.get('major-faults:u')
    return count === undefined ? { missing: 'perf stat did not count major-faults' } : { value: count }
  },
})
