import { defineMetric } from './metric.js'

export const cgroupPeakMemory = defineMetric({
  id: 'cgroup-peak-memory',
  title: 'Cgroup peak memory',
  unit: 'bytes',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.02, absolute: 1048576 },
  why: 'The most memory that the cgroup ever had, page cache included. Under a limit that it reaches it is the limit, under both conditions.',
  how: 'memory.peak of the workload’s cgroup at the end of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': { peakBytes } }) =>
    peakBytes === null
      ? { missing: 'the cgroup has no memory.peak (since Linux 5.19)' }
      : { value: peakBytes },
})
