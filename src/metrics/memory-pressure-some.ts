import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const memoryPressureSome = defineMetric({
  id: 'memory-pressure-some',
  title: 'Memory pressure (PSI some)',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'Time in which at least one task waited for memory, be it for a page from swap, for reclaim or for compaction.',
  how: 'Growth of the total of "some" in /proc/pressure/memory over the measured window, divided by its length.',
  requires: ['psi'],
  compute: ({ psi }, run) =>
    shareOf(psi.seconds.get('memory.some') ?? null, run, 'the kernel shows no memory.some', psi.length),
})
