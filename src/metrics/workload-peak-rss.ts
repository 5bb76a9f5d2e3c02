import { defineMetric } from './metric.js'

export const workloadPeakRss = defineMetric({
  id: 'workload-peak-rss',
  title: 'Peak resident memory of the workload',
  unit: 'bytes',
  better: 'neither',
  family: 'descriptive',
  smallestEffect: { relative: 0.02, absolute: 1048576 },
  why: 'The most that one process of the workload had in memory at once. Reclaim that takes more away makes it smaller, which is neither good nor bad by itself.',
  how: 'ru_maxrss of the command and of the children that it waited for: of the largest process, not the sum of all. At least what the shell that starts the command has, a few MiB.',
  requires: [],
  compute(_, { usage }) {
    const bytes = usage?.peakResidentBytes ?? null
    return bytes === null ? { missing: 'not recorded' } : { value: bytes }
  },
})
