import { perSecond } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const allocationStallRate = defineMetric({
  id: 'allocation-stall-rate',
  title: 'Allocation-stall rate',
  unit: 'count/s',
  better: 'lower',
  family: 'secondary',
  counts: ['allocstall'],
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'How often a program that wanted a page had to reclaim memory itself before it got one. Each of them is a pause of the program.',
  how: 'Increases of allocstall_* added up in /proc/vmstat, whole machine, divided by the length of the run.',
  perOperation: { title: 'Allocation stalls per operation', family: 'secondary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => {
    const zones = [...vmstat.deltas].filter(([counter]) => /^allocstall(_|$)/.test(counter))
    if (zones.length === 0) return { missing: "this kernel's /proc/vmstat has no allocstall" }
    return perSecond(
      zones.reduce((sum, [, stalls]) => sum + stalls, 0),
      run,
    )
  },
})
