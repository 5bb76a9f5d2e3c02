import { perSecond } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const cgroupGenerationRate = defineMetric({
  id: 'cgroup-generation-rate',
  title: 'Cgroup generation-creation rate',
  unit: 'count/s',
  better: 'neither',
  family: 'descriptive',
  counts: ['lru_gen'],
  machineWide: 'generation-rate',
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'Aging creates a new generation when the old ones run out of pages to evict. The rate shows how hard the memory of the cgroup is used; with MGLRU off there are none.',
  how: 'Growth of the youngest generation of the workload’s cgroup in lru_gen_full, over all nodes, divided by the length of the run.',
  requires: ['cgroup-lru-gen'],
  compute: ({ 'cgroup-lru-gen': { created } }, run) => perSecond(created, run),
})
