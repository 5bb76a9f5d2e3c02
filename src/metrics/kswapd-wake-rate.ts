import { spansPerSecond } from '../tables/lost-spans.js'
import { defineMetric } from './metric.js'

export const kswapdWakeRate = defineMetric({
  id: 'kswapd-wake-rate',
  title: 'kswapd wake-ups',
  unit: 'count/s',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'How often the background reclaimer was called out of its sleep. Many short times awake and few long ones can be the same work: look at the time awake with it.',
  how: 'Times awake that touch the measured window, of all memory nodes, divided by its length. A wake-up while it is awake only gives it more to do and does not count. Missing when lines were lost.',
  perOperation: { title: 'kswapd wake-ups per operation', family: 'secondary' },
  requires: ['kswapd'],
  compute: ({ kswapd: { awake, missing } }, run) =>
    spansPerSecond(awake, missing, 'times awake of kswapd', run),
})
