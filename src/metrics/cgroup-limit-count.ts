import { defineMetric } from './metric.js'

export const cgroupLimitCount = defineMetric({
  id: 'cgroup-limit-count',
  title: 'Cgroup allocations at memory.max',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'How often an allocation would have taken the cgroup above memory.max, so that it had to reclaim first.',
  how: 'Increase of max in memory.events of the workload’s cgroup over the run.',
  requires: ['cgroup-events'],
  compute: ({ 'cgroup-events': { deltas } }) => {
    const events = deltas.get('memory.events.max')
    return events === undefined ? { missing: 'memory.events of the cgroup has no max' } : { value: events }
  },
})
