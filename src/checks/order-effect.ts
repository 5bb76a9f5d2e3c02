import { orderEffectFinding } from '../compare/order-effect.js'
import type { CheckDef } from './check.js'

export const orderEffect: CheckDef = {
  id: 'order-effect',
  title: 'Order effect within blocks',
  why:
    'If the second run of a block differs from the first whatever its condition, every change is measured against that step. The AB-BA ' +
    'comparison of 12 blocks or more takes a constant step out; the signed-rank test of fewer blocks loses power to it.',
  action: 'Plan 12 blocks or more, or give the machine a warm-up run and a pause before each run.',
  run(experiment, metrics) {
    if (experiment.kind !== 'directory') return null
    const found = orderEffectFinding(metrics)
    return found && { ...found, metrics: null }
  },
}
