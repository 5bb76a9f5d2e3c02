import { defineMetric } from './metric.js'

export const cgroupSystemTimeShare = defineMetric({
  id: 'cgroup-system-time-share',
  title: 'Cgroup system share of CPU time',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.03, absolute: 0.005 },
  why: 'Which part of the CPU time of the workload’s cgroup was spent in the kernel, where faults and direct reclaim happen.',
  how: 'Increase of system_usec divided by that of usage_usec in cpu.stat of the workload’s cgroup.',
  requires: ['cgroup-stat'],
  compute({ 'cgroup-stat': { deltas } }) {
    const [system, usage] = [deltas.get('cpu.stat.system_usec'), deltas.get('cpu.stat.usage_usec')]
    if (system === undefined || usage === undefined) return { missing: 'the cgroup has no cpu.stat' }
    return usage === 0 ? { missing: 'the cgroup used no CPU time' } : { value: system / usage }
  },
})
