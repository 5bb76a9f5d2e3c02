import { lostStalls } from '../tables/lost-stalls.js'
import { defineMetric } from './metric.js'

export const directReclaimStallP99 = defineMetric({
  id: 'direct-reclaim-stall-p99',
  title: 'Direct-reclaim stall duration, p99',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  counts: ['mm_vmscan_direct_reclaim_begin'],
  smallestEffect: { relative: 0.1, absolute: 0.0005 },
  why: 'The mean hides what people notice: the rare stall that is long enough to feel. One stall in a hundred is longer than this.',
  how: 'The 99th percentile (nearest rank) of the whole lengths of the stalls that touch the measured window. Missing in a run without stalls, and when lines of stalls were lost.',
  requires: ['direct-reclaim'],
  compute: ({ 'direct-reclaim': reclaim }) => {
    if (reclaim.missing > 0) return { missing: lostStalls(reclaim.missing) }
    return reclaim.p99 === null ? { missing: 'no task had to reclaim directly' } : { value: reclaim.p99 }
  },
})
