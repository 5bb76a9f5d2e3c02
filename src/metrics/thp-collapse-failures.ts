import { defineMetric } from './metric.js'
import { collapsesOf } from './thp-results.js'

export const thpCollapseFailures = defineMetric({
  id: 'thp-collapse-failures',
  title: 'Failed THP collapses',
  unit: 'count',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'How often khugepaged began to make a huge page and gave up: no free piece of 2 MiB, or a page in use that could not be moved. The work is lost.',
  how: 'Collapses with any result but SCAN_SUCCEED over all the time that the probes were attached, which is longer than the measured window.',
  requires: ['thp'],
  compute: ({ thp: { collapses } }) => collapsesOf(collapses, 'failed'),
})
