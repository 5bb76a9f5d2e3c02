import { spansShare } from '../tables/lost-spans.js'
import { defineMetric } from './metric.js'

export const compactionTimeShare = defineMetric({
  id: 'compaction-time-share',
  title: 'Compaction time',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'The part of the time in which compaction ran: a program that waits for a large piece of memory stands still for as long as its own passes take.',
  how: 'From the begin and end of each pass; where passes overlap the time counts once; cut to the measured window and divided by its length. Passes of kcompactd, which stall nobody, are in it. Missing when lines of passes were lost.',
  perOperation: { title: 'Compaction time per operation', family: 'secondary' },
  requires: ['compaction'],
  compute: ({ compaction: { seconds, missing } }, run) =>
    spansShare(seconds, missing, 'compaction passes', run),
})
