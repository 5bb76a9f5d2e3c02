import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const cgroupIoPressureFull = defineMetric({
  id: 'cgroup-io-pressure-full',
  title: 'Cgroup I/O pressure (PSI full)',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'Share of the time in which every task of the cgroup that had something to do waited for a disk.',
  how: 'Increase of total in the line full of io.pressure of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-pressure'],
  compute: ({ 'cgroup-pressure': pressure }, run) =>
    shareOf(pressure.seconds.get('io.full') ?? null, run, 'the cgroup has no io.pressure with full'),
})
