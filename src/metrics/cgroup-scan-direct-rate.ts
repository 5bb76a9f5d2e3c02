import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupScanDirectRate = defineMetric({
  id: 'cgroup-scan-direct-rate',
  title: 'Cgroup scan rate, direct',
  unit: 'pages/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['pgscan_direct'],
  machineWide: 'scan-rate',
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'Pages of the cgroup that were scanned by tasks of the cgroup that allocate, and wait for it. With MGLRU on the kernel counts only isolated pages, with MGLRU off all scanned pages.',
  how: 'Increase of pgscan_direct in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pgscan_direct']),
})
