import { defineMetric } from './metric.js'

export const throttleCount = defineMetric({
  id: 'throttle-count',
  title: 'Reclaim throttling events',
  unit: 'count',
  better: 'neither',
  family: 'descriptive',
  counts: ['mm_vmscan_throttled'],
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'How often a task was put to sleep because reclaim was making no headway. Most of the reasons exist only on the path of the active/inactive LRU.',
  how: 'Number of mm_vmscan_throttled events in the measured window, to the second.',
  requires: ['vmscan'],
  compute: ({ vmscan }) => ({ value: vmscan.events.get('mm_vmscan_throttled') ?? 0 }),
})
