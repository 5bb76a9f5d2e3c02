import { lostStalls } from '../tables/lost-stalls.js'
import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const directReclaimStallShare = defineMetric({
  id: 'direct-reclaim-stall-share',
  title: 'Direct-reclaim stall time',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  counts: ['mm_vmscan_direct_reclaim_begin'],
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'When no page is free, a program that wants one has to find pages to evict itself and does nothing else meanwhile. This is the part of the time in which at least one program was held up so.',
  how: 'From the begin and end of each stall; where the stalls of several tasks overlap the time counts once; cut to the measured window and divided by its length. Missing when lines of stalls were lost.',
  perOperation: { title: 'Direct-reclaim stall time per operation', family: 'secondary' },
  requires: ['direct-reclaim'],
  compute: ({ 'direct-reclaim': reclaim }, run) =>
    shareOf(reclaim.missing > 0 ? null : reclaim.stalledSeconds, run, lostStalls(reclaim.missing)),
})
