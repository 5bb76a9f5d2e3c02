import { perSecond } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const otherWriteRate = defineMetric({
  id: 'other-write-rate',
  title: 'Written to files',
  unit: 'bytes/s',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 4096 },
  why: 'What was written to disks that are no swap: by the workload, by the flusher, and by reclaim that needs clean pages. For the same work it should be the same.',
  how: 'Sectors written to all whole disks over the measured window, from /proc/diskstats, less those of swap devices, times 512 bytes, divided by the length of the window. What a swap file gets is in it.',
  perOperation: { title: 'Written to files per operation', family: 'secondary' },
  requires: ['diskstats'],
  compute: ({ diskstats: { otherWritten } }, run) => perSecond(otherWritten, run),
})
