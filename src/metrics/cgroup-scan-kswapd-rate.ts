import { cgroupRate } from '../tables/cgroup.js'
import { defineMetric } from './metric.js'

export const cgroupScanKswapdRate = defineMetric({
  id: 'cgroup-scan-kswapd-rate',
  title: 'Cgroup scan rate, kswapd',
  unit: 'pages/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['pgscan_kswapd'],
  smallestEffect: { relative: 0.05, absolute: 10 },
  why: 'Pages of the cgroup that were scanned by kswapd, when the whole machine is short of memory. With MGLRU on the kernel counts only isolated pages, with MGLRU off all scanned pages.',
  how: 'Increase of pgscan_kswapd in memory.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': stat }, run) => cgroupRate(stat, run, ['pgscan_kswapd']),
})
