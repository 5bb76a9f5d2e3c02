import { firstKill } from '../tables/kills.js'
import { defineMetric } from './metric.js'

export const firstKillTime = defineMetric({
  id: 'first-kill-time',
  title: 'Time until the first kill',
  unit: 'seconds',
  better: 'higher',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.5 },
  why: 'How long the machine held out before a process was killed for its memory, by the kernel or by systemd-oomd, lmkd or earlyoom. An early kill ends a stall, and may end work that would have got through.',
  how: 'From the start of the measured window to the first line of the kernel log that tells of a kill in it. Missing in a run without one: such a run held out longer than it lasted.',
  requires: ['kernel-log'],
  compute({ 'kernel-log': log }) {
    const first = firstKill(log)
    if (typeof first === 'string') return { missing: first }
    return first.at === null ? { missing: 'the log does not tell when' } : { value: first.at }
  },
})
