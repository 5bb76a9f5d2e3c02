import { defineMetric } from './metric.js'

export const migratedPages = defineMetric({
  id: 'migrated-pages',
  title: 'Migrated pages',
  unit: 'pages',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 100 },
  why: 'Pages that the kernel moved from one place in memory to another, for compaction, to bring them nearer to a processor or to free a module. Each takes work, and stops every program that uses the page.',
  how: 'Sum of the pages moved over all the time that the probes were attached, which is longer than the measured window.',
  requires: ['migration'],
  compute: ({ migration: { succeeded } }) => ({ value: succeeded }),
})
