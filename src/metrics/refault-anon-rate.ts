import { rateOf } from '../tables/rates.js'
import { refaultsSeen } from '../tables/refaults-seen.js'
import { defineMetric } from './metric.js'

export const refaultAnonRate = defineMetric({
  id: 'refault-anon-rate',
  title: 'Anonymous refault rate',
  unit: 'pages/s',
  better: 'lower',
  family: 'secondary',
  counts: ['workingset_refault_anon'],
  observed: refaultsSeen,
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'A refault is a page that was evicted and is needed again so soon that it should have been kept: reclaim took the wrong one. This counts pages of programs, which come back from swap.',
  how: 'Increase of workingset_refault_anon in /proc/vmstat, whole machine, divided by the length of the run.',
  perOperation: { title: 'Anonymous refaults per operation', family: 'secondary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { workingset_refault_anon: 1 }),
})
