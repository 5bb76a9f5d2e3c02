import { CONTROL_EFFECT, compareControl, tookLonger } from '../compare/control.js'
import { designOf } from '../compare/design-of.js'
import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { ComparisonInput } from '../model/comparison.js'
import type { CheckDef } from './check.js'

export const canaryLoopHeld: CheckDef = {
  id: 'canary-loop-held',
  title: 'Control: arithmetic of the canary',
  why:
    'In each second the canary does a fixed piece of arithmetic that needs no memory, and counts its own CPU time. No setting of memory ' +
    'makes arithmetic faster or slower: where it takes longer under one condition, the processor was another while the runs ran, for heat, its frequency, another guest ' +
    'of the host, or a neighbour on the same core.',
  action:
    'Find what else was different while the runs ran: other guests of the host, temperature, the CPU governor. Record again on an idle machine, with a fixed frequency.',
  run(experiment) {
    const inputs = loopInput(experiment)
    if (inputs.length === 0) return null
    const { apart, tested, trend } = compareControl(inputs, designOf(experiment))
    const [, { label }] = experiment.conditions
    // what reclaim does on the other thread of a core comes from the setting, too: that is said, and takes no verdict away
    if (apart.length > 0)
      return {
        outcome: 'caution',
        text: `In the runs with ${label} the processor itself was at another speed: ${apart.map(tookLonger).join('; ')}. Times may differ for that, and not for memory.${trend}`,
        metrics: null,
      }
    if (trend !== '')
      return {
        outcome: 'caution',
        text: `The canary did the same arithmetic in every run, and not always at the same speed.${trend}`,
        metrics: null,
      }
    return {
      outcome: 'pass',
      text:
        tested.length === 0
          ? 'The canary timed the same arithmetic in every run; there are too few runs to compare it.'
          : 'The canary timed the same arithmetic in every run; no test finds a difference between the conditions.',
      metrics: null,
    }
  },
}

/** CPU seconds of the arithmetic, median of a run, of the canary outside; a list of one, or none where no run has it. */
function loopInput(experiment: Experiment): ComparisonInput[] {
  const of = (condition: string) =>
    includedRuns(experiment, condition).map((run: RunData) => {
      const value = valueOf(run, 'canary')?.outside?.loopCpu ?? null
      const { id: name, block, position } = run
      return { run: name, block, position, value, reason: value === null ? 'no canary was recorded' : null }
    })
  const [baseline = [], treatment = []] = experiment.conditions.map((one) => of(one.id))
  if ([baseline, treatment].some((side) => side.every(({ value }) => value === null))) return []
  return [
    {
      metric: 'canary-loop',
      title: 'the arithmetic',
      unit: 'seconds',
      better: 'neither',
      family: 'secondary',
      smallestEffect: CONTROL_EFFECT,
      notComparable: null,
      baseline,
      treatment,
    },
  ]
}
