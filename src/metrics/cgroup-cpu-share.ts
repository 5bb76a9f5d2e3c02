import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const cgroupCpuShare = defineMetric({
  id: 'cgroup-cpu-share',
  title: 'Cgroup CPU usage',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.03, absolute: 0.005 },
  why: 'CPU time of all processes of the workload, daemons too, and of the reclaim that they did themselves: 1 is one CPU throughout.',
  how: 'Increase of usage_usec in cpu.stat of the workload’s cgroup, divided by the length of the run.',
  requires: ['cgroup-stat'],
  compute: ({ 'cgroup-stat': { deltas } }, run) => {
    const microseconds = deltas.get('cpu.stat.usage_usec')
    return shareOf(microseconds === undefined ? null : microseconds / 1e6, run, 'the cgroup has no cpu.stat')
  },
})
