import { firstKill, stallBefore } from '../tables/kills.js'
import { defineMetric } from './metric.js'

export const stallBeforeKill = defineMetric({
  id: 'stall-before-kill',
  title: 'Stall before the first kill',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'How long nothing on the machine could go on for want of memory before somebody was killed: the freeze that a person sees before the OOM killer ends it.',
  how: 'Time of full memory pressure (PSI) from the start of the measured window to the first kill in it, taken as even between two samples. Missing without a kill.',
  requires: ['kernel-log', 'psi'],
  compute({ 'kernel-log': log }, run) {
    const first = firstKill(log)
    if (typeof first === 'string') return { missing: first }
    const seconds = stallBefore(run, first.at)
    return seconds === null ? { missing: 'PSI was not sampled up to the kill' } : { value: seconds }
  },
})
