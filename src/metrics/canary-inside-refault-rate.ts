import { defineMetric } from './metric.js'
import { CANARY_PLACES, ofCanary } from './of-canary.js'

export const canaryInsideRefaultRate = defineMetric({
  id: 'canary-inside-refault-rate',
  title: 'Canary in the cgroup refaults',
  unit: 'count/s',
  better: 'lower',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why: 'The program uses all of its memory each second. A page of it that has to be read back was taken from it although it was in use.',
  how: `Major page faults of ${CANARY_PLACES.inside}, from its own rusage, in the seconds that it has a line for, divided by their number.`,
  requires: ['canary'],
  compute: ({ canary }) =>
    ofCanary(canary, 'inside', ({ majorFaults, seconds }) =>
      seconds === 0
        ? { missing: 'the canary has no line in the measured window' }
        : { value: majorFaults / seconds },
    ),
})
