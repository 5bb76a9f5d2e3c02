import { defineMetric } from './metric.js'
import { CANARY_PLACES, type CanaryPlace, ofCanary } from './of-canary.js'

export const canaryRefaultRateAt = (where: CanaryPlace, id: string, title: string) =>
  defineMetric({
    id,
    title,
    unit: 'count/s',
    better: 'lower',
    family: 'secondary',
    smallestEffect: { relative: 0.05, absolute: 1 },
    why: 'The program uses all of its memory each second. A page of it that has to be read back was taken from it although it was in use.',
    how: `Major page faults of ${CANARY_PLACES[where]}, from its own rusage, in the seconds that it has a line for, divided by their number.`,
    requires: ['canary'],
    compute: ({ canary }) =>
      ofCanary(canary, where, ({ majorFaults, seconds }) =>
        seconds === 0
          ? { missing: 'the canary has no line in the measured window' }
          : { value: majorFaults / seconds },
      ),
  })

export const canaryRefaultRate = canaryRefaultRateAt('outside', 'canary-refault-rate', 'Canary refaults')
