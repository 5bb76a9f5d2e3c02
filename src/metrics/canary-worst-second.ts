import { defineMetric } from './metric.js'
import { alive, CANARY_PLACES, type CanaryPlace, ofCanary } from './of-canary.js'

export const canaryWorstSecondAt = (where: CanaryPlace, id: string, title: string) =>
  defineMetric({
    id,
    title,
    unit: 'seconds',
    better: 'lower',
    family: 'secondary',
    smallestEffect: { relative: 0.1, absolute: 0.01 },
    why: 'A machine that stands still for one second is remembered longer than one that is a little slow all the time.',
    how: `The mean lateness of the ten wake-ups of the second in which that is most, of ${CANARY_PLACES[where]}. Missing where that program was killed.`,
    requires: ['canary'],
    compute: ({ canary }) => ofCanary(canary, where, (seat) => alive(seat, seat.worstSecond)),
  })

export const canaryWorstSecond = canaryWorstSecondAt('outside', 'canary-worst-second', 'Canary, worst second')
