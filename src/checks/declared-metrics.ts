import { undeclarable } from '../evidence/declared-metrics.js'
import type { CheckDef } from './check.js'

export const declaredMetrics: CheckDef = {
  id: 'declared-metrics',
  title: 'Declared metrics',
  why:
    'A declared metric that cannot be measured still belongs to the primary family: dropping it afterwards would make the test of ' +
    'the others less strict than it was declared to be. Its row stays, and the adjustment counts it.',
  action:
    'Name metrics that mglru-report list has, and record the streams that they need; mglru-report validate checks it before the first run.',
  run(experiment) {
    const declared = experiment.manifest?.value.plan.primary ?? []
    if (declared.length === 0) return null
    const wrong = undeclarable(experiment)
    return wrong.length === 0
      ? {
          outcome: 'pass',
          text: `Known and recorded: ${declared.map(({ metric }) => metric).join(', ')}.`,
          metrics: null,
        }
      : {
          outcome: 'caution',
          text: `Declared and not measured: ${wrong.map(({ metric, why }) => `${metric} ${why}`).join('; ')}.`,
          metrics: null,
        }
  },
}
