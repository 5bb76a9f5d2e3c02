import { inOneOrder, orderProof } from '../evidence/order-proof.js'
import type { CheckDef } from './check.js'
import { DRIFT } from './run-order.js'

export const design: CheckDef = {
  id: 'design',
  title: 'Randomization',
  why:
    'When all runs of one condition come first, a machine that slowly warms up or fills its disk looks like an effect: with a drift ' +
    'of two standard deviations half of such experiments find something where nothing is. A random order within blocks prevents it.',
  action: 'Let the collectors plan the order: balanced blocks, drawn at random from a seed.',
  run(experiment) {
    const { manifest, conditions } = experiment
    if (manifest === null)
      return {
        outcome: 'caution',
        text: 'Standalone traces: the order of the runs was not planned, so a drift of the machine may look like an effect.',
        metrics: null,
      }
    const { blocks, runs, seed } = manifest.value.plan
    const { baselineFirst, drawn } = orderProof(experiment)
    if (inOneOrder(baselineFirst.planned))
      return {
        outcome: 'invalidates',
        text: `The plan has nearly all runs of one condition before those of the other. ${DRIFT}`,
        metrics: null,
      }
    const { id, label } = conditions[0]
    const starts = runs.filter(
      (run) => run.kind === 'measured' && run.position === 1 && run.condition === id,
    ).length
    const balanced = Math.abs(starts - blocks / 2) <= Math.max(0.5, blocks / 4)
    const order =
      drawn === 'equal'
        ? 'the order is the one that the seed gives'
        : drawn === 'other'
          ? 'the order is not the one that the seed gives'
          : seed === null
            ? 'the seed is not recorded as text, so the order could not be drawn again'
            : 'the algorithm of the drawing is unknown, so the order could not be drawn again'
    return {
      outcome: balanced && drawn !== 'other' ? 'pass' : 'caution',
      text: `${blocks} ${blocks === 1 ? 'block' : 'blocks'} of one run per condition; ${starts} of ${blocks} start with ${label}; ${order}.`,
      metrics: null,
    }
  },
}
