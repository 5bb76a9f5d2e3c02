import { perSecond } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const generationRate = defineMetric({
  id: 'generation-rate',
  title: 'Generations made a second',
  unit: 'count/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['lru_gen'],
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'A new generation is made when the old ones run out of pages to evict. How fast they are made tells how hard memory is worked; with MGLRU off there are none.',
  how: 'Growth of the youngest generation of each memory cgroup and node in lru_gen, divided by the length of the run.',
  requires: ['lru-gen'],
  compute: ({ 'lru-gen': generations }, run) =>
    generations.created === null
      ? {
          missing:
            'one dump of lru_gen shows no growth; a second one is needed, each behind a line "time: SECONDS"',
        }
      : perSecond(generations.created, run, generations.seconds),
})
