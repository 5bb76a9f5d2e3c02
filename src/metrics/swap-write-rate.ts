import { perSecond } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const swapWriteRate = defineMetric({
  id: 'swap-write-rate',
  title: 'Written to swap devices',
  unit: 'bytes/s',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 4096 },
  why: 'What reclaim cost the swap device: bytes that were really written to it, after zswap and pages of zeros. It is wear of a flash disk, and room in memory that zram takes.',
  how: 'Sectors written to the devices of /proc/swaps over the measured window, from /proc/diskstats, times 512 bytes, divided by the length of the window. Missing without a swap device, and where swap is in files.',
  perOperation: { title: 'Written to swap devices per operation', family: 'secondary' },
  requires: ['diskstats'],
  compute: ({ diskstats: { swapWritten, swapFiles } }, run) =>
    swapWritten === null
      ? { missing: swapFiles > 0 ? 'swap is in files, which share their disk' : 'there is no swap device' }
      : perSecond(swapWritten, run),
})
