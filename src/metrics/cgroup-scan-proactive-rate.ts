import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupScanProactiveRate = defineMetric({
  id: 'cgroup-scan-proactive-rate',
  title: 'Cgroup scan rate, proactive',
  unit: 'pages/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['pgscan_proactive'],
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'Pages of the cgroup that were scanned by writes to memory.reclaim. With MGLRU on the kernel counts only isolated pages, with MGLRU off all scanned pages.',
  how: 'Increase of pgscan_proactive in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pgscan_proactive']),
})
