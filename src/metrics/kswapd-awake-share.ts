import { spansShare } from '../tables/lost-spans.js'
import { defineMetric } from './metric.js'

export const kswapdAwakeShare = defineMetric({
  id: 'kswapd-awake-share',
  title: 'kswapd time awake',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'The part of the time in which memory was short enough that the background reclaimer was at work, waiting for the disk included, which its CPU time does not show.',
  how: 'From each wake-up to the sleep after it; where several nodes overlap the time counts once; cut to the measured window and divided by its length. A time awake that had no end when the tracer stopped is not in it. Missing when lines were lost.',
  perOperation: { title: 'kswapd time awake per operation', family: 'secondary' },
  requires: ['kswapd'],
  compute: ({ kswapd: { awakeSeconds, missing } }, run) =>
    spansShare(awakeSeconds, missing, 'times awake of kswapd', run),
})
