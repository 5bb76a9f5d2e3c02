import { spansPerSecond } from '../tables/lost-spans.js'
import { defineMetric } from './metric.js'

export const compactionRate = defineMetric({
  id: 'compaction-rate',
  title: 'Compaction passes',
  unit: 'count/s',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'How often the kernel went through memory to move used pages together, in the background or while a program waited. Reclaim that leaves memory in larger pieces needs fewer passes.',
  how: 'Passes that touch the measured window, each from its tracepoint of begin to that of end, divided by the length of the window. Missing when lines of passes were lost.',
  perOperation: { title: 'Compaction passes per operation', family: 'secondary' },
  requires: ['compaction'],
  compute: ({ compaction: { passes, missing } }, run) =>
    spansPerSecond(passes, missing, 'compaction passes', run),
})
