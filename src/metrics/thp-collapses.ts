import { defineMetric } from './metric.js'
import { collapsesOf } from './thp-results.js'

export const thpCollapses = defineMetric({
  id: 'thp-collapses',
  title: 'THP collapses',
  unit: 'count',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'How many huge pages khugepaged made of small ones while the workload ran. Each takes the place of 512 pages on the LRU and moves the number of faults and of reclaimed pages by as many.',
  how: 'Collapses with the result SCAN_SUCCEED over all the time that the probes were attached, which is longer than the measured window.',
  requires: ['thp'],
  compute: ({ thp: { collapses } }) => collapsesOf(collapses, 'succeeded'),
})
