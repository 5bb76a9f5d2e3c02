import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const memoryPressureFull = defineMetric({
  id: 'memory-pressure-full',
  title: 'Memory pressure (PSI full)',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'Time in which every task that had work to do waited for memory, so that nothing got done at all: the plainest measure of what a shortage of memory costs.',
  how: 'Growth of the total of "full" in /proc/pressure/memory over the measured window, divided by its length.',
  requires: ['psi'],
  compute: ({ psi }, run) =>
    shareOf(psi.seconds.get('memory.full') ?? null, run, 'the kernel shows no memory.full', psi.length),
})
