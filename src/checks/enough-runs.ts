import { includedRuns } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

const MIN_RUNS = 6

export const enoughRuns: CheckDef = {
  id: 'enough-runs',
  title: 'Sample size',
  why:
    'One run is an anecdote, and with three runs a side no exact test can ever say "significant": its smallest p is 0.10. ' +
    'Six blocks are the least for a test, twelve the default.',
  action: 'Record more blocks: mglru-report plan computes how many.',
  run(experiment) {
    const { conditions, runs } = experiment
    const counts = conditions.map(({ id, label }) => ({
      label,
      used: includedRuns(experiment, id).length,
      left: runs.filter((run) => !run.included && run.kind === 'measured' && run.condition === id).length,
    }))
    const few = counts.some((count) => count.used < MIN_RUNS)
    const unequal = counts[0]?.left !== counts[1]?.left
    const text = counts
      .map(({ label, used, left }) =>
        left > 0
          ? `${label}: ${used} of ${used + left} runs usable`
          : `${label}: ${used} ${used === 1 ? 'run' : 'runs'}`,
      )
      .join('; ')
    return {
      outcome: few || unequal ? 'caution' : 'pass',
      text: `${text}.${few ? ` A test needs at least ${MIN_RUNS} runs per condition.` : ''}${unequal ? ' Unequal run loss may itself be an effect.' : ''}`,
      metrics: null,
    }
  },
}
