import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const cgroupMemoryPressureSome = defineMetric({
  id: 'cgroup-memory-pressure-some',
  title: 'Cgroup memory pressure (PSI some)',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  machineWide: 'memory-pressure-some',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'Share of the time in which at least one task of the cgroup waited for memory.',
  how: 'Increase of total in the line some of memory.pressure of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-pressure'],
  compute: ({ 'cgroup-pressure': pressure }, run) =>
    shareOf(pressure.seconds.get('memory.some') ?? null, run, 'the cgroup has no memory.pressure with some'),
})
