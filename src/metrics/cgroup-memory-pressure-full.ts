import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const cgroupMemoryPressureFull = defineMetric({
  id: 'cgroup-memory-pressure-full',
  title: 'Cgroup memory pressure (PSI full)',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  machineWide: 'memory-pressure-full',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'Share of the time in which every task of the cgroup that had something to do waited for memory.',
  how: 'Increase of total in the line full of memory.pressure of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-pressure'],
  compute: ({ 'cgroup-pressure': pressure }, run) =>
    shareOf(pressure.seconds.get('memory.full') ?? null, run, 'the cgroup has no memory.pressure with full'),
})
