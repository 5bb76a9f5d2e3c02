import { includedRuns, valueOf } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

export const workloadFinished: CheckDef = {
  id: 'workload-finished',
  title: 'Workload completion',
  why:
    'A run in which the workload completed no operation, or was killed, is not a slow run but a different one. ' +
    'It stays in the comparison, since leaving it out would flatter the condition under which it happened, but it has to be known.',
  action:
    'Read the output of the workload; give it more time or less memory to fill, and record those runs again.',
  run({ runs }) {
    const included = includedRuns({ runs })
    const known = included.filter((run) => valueOf(run, 'stress-ng') !== null)
    const idle = known.filter((run) => {
      return valueOf(run, 'stress-ng')?.stressors.every((stressor) => stressor.bogoOps === 0)
    })
    const killed = included.filter(
      (run) => run.exit !== null && (run.exit.signal !== null || run.exit.status !== 0),
    )
    if (known.length === 0 && killed.length === 0) return null
    const problems = [
      ...(idle.length > 0
        ? [
            `${idle.length} of ${known.length} runs finished no bogo-op at all (${idle.map((run) => run.id).join(', ')})`,
          ]
        : []),
      ...(killed.length > 0
        ? [`the workload ended with an error or a signal in ${killed.map((run) => run.id).join(', ')}`]
        : []),
    ]
    if (problems.length === 0)
      return {
        outcome: 'pass',
        text: `All ${known.length} runs that say so finished some bogo-ops.`,
        metrics: null,
      }
    const text = problems.join('; ')
    return { outcome: 'caution', text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`, metrics: null }
  },
}
