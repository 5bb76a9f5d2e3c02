import { defineMetric } from './metric.js'

export const workingSetAge = defineMetric({
  id: 'working-set-age',
  title: 'Median page age (by generation)',
  unit: 'seconds',
  better: 'neither',
  family: 'descriptive',
  counts: ['lru_gen'],
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'A generation is as old as the time since it was made; its pages were used in it and not since. Half of all pages are in generations at most this old: where it is small, the workload comes back to most of its memory soon, and little of it can be evicted without harm.',
  how: 'Age of the generation that holds the median page, pages ordered by the age of their generation, over all memory cgroups and nodes, at the end of the run.',
  requires: ['lru-gen'],
  compute({ 'lru-gen': { ages } }) {
    const all = ages.reduce((sum, { pages }) => sum + pages, 0)
    let younger = 0
    for (const { milliseconds, pages } of ages) {
      younger += pages
      if (2 * younger >= all) return { value: milliseconds / 1000 }
    }
    return { missing: 'no page is in a generation' }
  },
})
