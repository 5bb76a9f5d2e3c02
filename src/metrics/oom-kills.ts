import { defineMetric } from './metric.js'

export const oomKills = defineMetric({
  id: 'oom-kills',
  title: 'OOM kills',
  unit: 'count',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'When no memory can be found, the OOM killer kills a process to get its memory back. Nothing that reclaim does is worse for the owner of the process.',
  how: 'Increase of oom_kill in /proc/vmstat over the run: whole machine, kills within memory cgroups among them.',
  requires: ['vmstat'],
  compute: ({ vmstat }) => {
    const kills = vmstat.deltas.get('oom_kill')
    return kills === undefined ? { missing: "this kernel's /proc/vmstat has no oom_kill" } : { value: kills }
  },
})
