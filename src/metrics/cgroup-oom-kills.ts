import { defineMetric } from './metric.js'

export const cgroupOomKills = defineMetric({
  id: 'cgroup-oom-kills',
  title: 'Cgroup OOM kills',
  unit: 'count',
  better: 'lower',
  family: 'secondary',
  machineWide: 'oom-kills',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'How many processes of the cgroup the OOM killer ended: a run with one did other work than a run without.',
  how: 'Increase of oom_kill in memory.events of the workload’s cgroup over the run.',
  requires: ['cgroup-events'],
  compute: ({ 'cgroup-events': { deltas } }) => {
    const events = deltas.get('memory.events.oom_kill')
    return events === undefined
      ? { missing: 'memory.events of the cgroup has no oom_kill' }
      : { value: events }
  },
})
