import { defineMetric } from './metric.js'
import { countedAs, modesDiffer } from './perf-mode.js'

export const perfPageFaults = defineMetric({
  id: 'perf-page-faults',
  title: 'Page faults (perf stat)',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'What the kernel’s own software counter says of page faults: another way to the count that the trace has, without printing a line for each.',
  how: 'Sum of page-faults of perf stat over all the time that it ran, which is longer than the measured window. Where perf counted page-faults:u, user mode alone, that is taken; runs of both kinds are not comparable. Missing where perf could not count it throughout.',
  differs: (experiment) => modesDiffer(experiment, 'page-faults'),
  requires: ['perf-stat'],
  compute: ({ 'perf-stat': perf }) => {
    const name = countedAs(perf.counters, 'page-faults')
    const count = name === null ? undefined : perf.counters.get(name)
    return count === undefined ? { missing: 'perf stat did not count page-faults' } : { value: count }
  },
})
