import { defineMetric } from './metric.js'

export const cgroupThrottleCount = defineMetric({
  id: 'cgroup-throttle-count',
  title: 'Cgroup throttling at memory.high',
  unit: 'count',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'How often a task of the cgroup was throttled and sent to reclaim because the cgroup was above memory.high.',
  how: 'Increase of high in memory.events of the workload’s cgroup over the run.',
  requires: ['cgroup-events'],
  compute: ({ 'cgroup-events': { deltas } }) => {
    const events = deltas.get('memory.events.high')
    return events === undefined ? { missing: 'memory.events of the cgroup has no high' } : { value: events }
  },
})
