import { defineMetric } from './metric.js'
import { countedAs, modesDiffer } from './perf-mode.js'

export const perfMajorFaults = defineMetric({
  id: 'perf-major-faults',
  title: 'Major faults (perf stat)',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'What the kernel’s own software counter says of faults that had to read: another way to the same count as pgmajfault, and the only one where perf stat is all that was recorded.',
  how: 'Sum of major-faults of perf stat over all the time that it ran, which is longer than the measured window. Where perf counted major-faults:u, user mode alone, that is taken; runs of both kinds are not comparable. Missing where perf could not count it throughout.',
  differs: (experiment) => modesDiffer(experiment, 'major-faults'),
  requires: ['perf-stat'],
  compute: ({ 'perf-stat': perf }) => {
    const name = countedAs(perf.counters, 'major-faults')
    const count = name === null ? undefined : perf.counters.get(name)
    return count === undefined ? { missing: 'perf stat did not count major-faults' } : { value: count }
  },
})
