import { firstKill } from '../tables/kills.js'
import { defineMetric } from './metric.js'

export const freeAtKill = defineMetric({
  id: 'free-at-kill',
  title: 'Free memory at the first kill',
  unit: 'bytes',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 << 20 },
  why: 'What was still free when a process was killed. Much free memory, or much page cache that could have been dropped, means that the kill came early; almost none means that it was the last resort.',
  how: 'Free memory of all zones in the report that the kernel logs of the first kill of the measured window; of a kill in a cgroup, what was left under its limit. Missing without a kill, and where the log has no such report.',
  requires: ['kernel-log'],
  compute({ 'kernel-log': log }) {
    const first = firstKill(log)
    if (typeof first === 'string') return { missing: first }
    return first.freeBytes === null
      ? { missing: 'the log does not tell what was free' }
      : { value: first.freeBytes }
  },
})
