import { defineMetric } from './metric.js'

/** COMPACT_SUCCESS of enum compact_result in include/linux/compaction.h of Linux 6.x and 7.x. */
const SUCCESS = '8'

export const compactionSuccessShare = defineMetric({
  id: 'compaction-success-share',
  title: 'Successful compaction passes',
  unit: 'share',
  better: 'higher',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'How many of the passes ended because the large piece of memory that was wanted had been made. The others moved pages for nothing.',
  how: 'Passes within the measured window whose result is COMPACT_SUCCESS, divided by all passes within it. Missing without a pass.',
  requires: ['compaction'],
  compute: ({ compaction: { passes, results } }) =>
    passes === 0
      ? { missing: 'no compaction pass within the measured window' }
      : { value: (results.get(SUCCESS) ?? 0) / passes },
})
