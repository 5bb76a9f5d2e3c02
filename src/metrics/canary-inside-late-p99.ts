import { defineMetric } from './metric.js'
import { alive, CANARY_PLACES, ofCanary } from './of-canary.js'

export const canaryInsideLateP99 = defineMetric({
  id: 'canary-inside-late-p99',
  title: 'Canary in the cgroup lateness, p99',
  unit: 'seconds',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.1, absolute: 0.001 },
  why: 'How late a program that sleeps until a moment is woken up: what someone feels as a machine that does not answer. One wake-up in a hundred is later than this.',
  how: `The 99th percentile (nearest rank) of the lateness of all wake-ups that were due in the measured window, ten of each second, of ${CANARY_PLACES.inside}. One that was missed counts from its own moment. Missing where that program was killed.`,
  requires: ['canary'],
  compute: ({ canary }) => ofCanary(canary, 'inside', (seat) => alive(seat, seat.late.p99)),
})
