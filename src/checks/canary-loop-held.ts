import { compareControl, controlFinding, controlInput } from '../compare/control.js'
import { designOf } from '../compare/design-of.js'
import { valueOf } from '../experiment/experiment.js'
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
    // CPU seconds of the arithmetic, median of a run, of the canary outside
    const inputs = controlInput(
      experiment,
      { metric: 'canary-loop', title: 'the arithmetic', unit: 'seconds' },
      (run) => valueOf(run, 'canary')?.outside?.loopCpu ?? null,
      'no canary was recorded',
    )
    if (inputs.length === 0) return null
    const [, { label }] = experiment.conditions
    const words = {
      apart: (list: string) =>
        `In the runs with ${label} the processor itself was at another speed: ${list}. Times may differ for that, and not for memory.`,
      drifts: 'The canary did the same arithmetic in every run, and not always at the same speed.',
      timed: 'The canary timed the same arithmetic in every run',
      alike: () => 'no test finds a difference between the conditions.',
    }
    // what reclaim does on the other thread of a core comes from the setting, too: that is said, and takes no verdict away
    return { ...controlFinding(compareControl(inputs, designOf(experiment)), words, false), metrics: null }
  },
}
