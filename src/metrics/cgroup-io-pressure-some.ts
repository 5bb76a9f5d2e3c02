import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const cgroupIoPressureSome = defineMetric({
  id: 'cgroup-io-pressure-some',
  title: 'Cgroup I/O pressure (PSI some)',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.001 },
  why: 'Share of the time in which at least one task of the cgroup waited for a disk.',
  how: 'Increase of total in the line some of io.pressure of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-pressure'],
  compute: ({ 'cgroup-pressure': pressure }, run) =>
    shareOf(pressure.seconds.get('io.some') ?? null, run, 'the cgroup has no io.pressure with some'),
})
