import { perSecond } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const generationRate = defineMetric({
  id: 'generation-rate',
  title: 'Generation-creation rate',
  unit: 'count/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['lru_gen'],
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'Aging creates a new generation when the old ones run out of pages to evict. The rate shows how hard memory is used; with MGLRU off there are none.',
  how: 'Growth of the youngest generation of each memory cgroup and node in lru_gen, divided by the length of the run.',
  requires: ['lru-gen'],
  compute: ({ 'lru-gen': generations }, run) =>
    generations.created === null
      ? {
          missing:
            'one dump of lru_gen shows no growth; another one is needed, each behind a line "time: SECONDS"',
        }
      : perSecond(generations.created, run, generations.seconds),
})
