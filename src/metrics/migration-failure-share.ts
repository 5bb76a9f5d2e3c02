import { defineMetric } from './metric.js'

export const migrationFailureShare = defineMetric({
  id: 'migration-failure-share',
  title: 'Failed page migrations',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'How many of the pages that were to be moved could not be: they were locked, written to or in use by a device. The work of a failed one is lost.',
  how: 'Pages that could not be moved, divided by all that were tried, over all the time that the probes were attached. Missing when none was tried.',
  requires: ['migration'],
  compute: ({ migration: { succeeded, failed } }) =>
    succeeded + failed === 0
      ? { missing: 'no page was to be migrated' }
      : { value: failed / (succeeded + failed) },
})
