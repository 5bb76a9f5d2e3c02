import { shareOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'
import { CANARY_PLACES, type CanaryPlace, ofCanary } from './of-canary.js'

export const canaryFrozenShareAt = (where: CanaryPlace, id: string, title: string) =>
  defineMetric({
    id,
    title,
    unit: 'share',
    better: 'lower',
    family: 'secondary',
    smallestEffect: { relative: 0.1, absolute: 0.005 },
    why: 'The part of the time in which another program could not run at all, because it waited for the processor or for its own memory.',
    how: `Time from half a period (0.05 s) before each wake-up that was missed, late by 0.1 s or more, to the moment at which the program ran again, divided by the length of the measured window, of ${CANARY_PLACES[where]}. The time after it was killed is part of it.`,
    requires: ['canary'],
    compute: ({ canary }, run) => ofCanary(canary, where, ({ frozen }) => shareOf(frozen, run)),
  })

export const canaryFrozenShare = canaryFrozenShareAt('outside', 'canary-frozen-share', 'Canary frozen')
