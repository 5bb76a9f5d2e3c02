import { defineMetric } from './metric.js'

export const systemTimeShare = defineMetric({
  id: 'system-time-share',
  title: 'System share of workload CPU time',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.005 },
  why: 'How much of the CPU time of the workload the kernel took: for faults, for reclaim, for reading and writing. What the kernel takes the program lacks.',
  how: 'System time over user and system time, as stress-ng reports them for all its stressors.',
  requires: ['stress-ng'],
  compute: ({ 'stress-ng': stress }) => {
    let [user, system] = [0, 0]
    for (const { userSeconds, systemSeconds } of stress.stressors) {
      if (userSeconds === null || systemSeconds === null) return { missing: 'stress-ng reports no CPU times' }
      user += userSeconds
      system += systemSeconds
    }
    return user + system === 0
      ? { missing: 'stress-ng reports no CPU time' }
      : { value: system / (user + system) }
  },
})
