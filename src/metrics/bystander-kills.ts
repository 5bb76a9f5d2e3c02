import { killRole, killsInWindow } from '../tables/kills.js'
import { defineMetric } from './metric.js'

export const bystanderKills = defineMetric({
  id: 'bystander-kills',
  title: 'Bystanders killed',
  unit: 'count',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'Processes killed for their memory that are not the workload: the editor or the service that dies because something else took the memory.',
  how: 'Kills of the measured window in the kernel log whose victim was in another cgroup than the workload. Missing in a run without a kill, and where the cgroups were not recorded and the name is not that of the workload’s program.',
  requires: ['kernel-log'],
  compute({ 'kernel-log': log }, run) {
    const kills = killsInWindow(log)
    if (typeof kills === 'string') return { missing: kills }
    if (kills.length === 0) return { missing: 'no process was killed for its memory' }
    const roles = kills.map((kill) => killRole(kill, run))
    const unknown = roles.filter((role) => role === 'unknown').length
    if (unknown > 0)
      return { missing: `whose process was killed is not told of ${unknown} of ${roles.length}` }
    return { value: roles.filter((role) => role === 'bystander').length }
  },
})
