import { defineMetric } from './metric.js'
import { alive, CANARY_PLACES, type CanaryPlace, ofCanary } from './of-canary.js'

export const canaryLateP99At = (where: CanaryPlace, id: string, title: string) =>
  defineMetric({
    id,
    title,
    unit: 'seconds',
    better: 'lower',
    family: 'secondary',
    smallestEffect: { relative: 0.1, absolute: 0.001 },
    why: 'How late a program that sleeps until a moment is woken up: what someone feels as a machine that does not answer. One wake-up in a hundred is later than this.',
    how: `The 99th percentile (nearest rank) of the lateness of all wake-ups that were due in the measured window, ten of each second, of ${CANARY_PLACES[where]}. One that was missed counts from its own moment. Missing where that program was killed.`,
    requires: ['canary'],
    compute: ({ canary }) => ofCanary(canary, where, (seat) => alive(seat, seat.late.p99)),
  })

export const canaryLateP99 = canaryLateP99At('outside', 'canary-late-p99', 'Canary lateness, p99')
