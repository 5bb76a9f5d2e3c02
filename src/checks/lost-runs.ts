import { differentialAttrition } from '../compare/differential-attrition.js'
import type { RunData } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

export const lostRuns: CheckDef = {
  id: 'lost-runs',
  title: 'Run loss by condition',
  why: 'Excluding failed runs biases the comparison if the condition caused the failures.',
  action: 'Find out why the runs failed; if the condition is the cause, that is the result.',
  run({ conditions, runs }) {
    const of = (condition: string) =>
      runs.filter((run) => run.kind === 'measured' && run.condition === condition)
    const value = ({ id, block, position, included, reason }: RunData) => ({
      run: id,
      block,
      position,
      value: included ? 1 : null,
      reason,
    })
    const found = differentialAttrition(of(conditions[0].id).map(value), of(conditions[1].id).map(value))
    return found && { ...found, metrics: null }
  },
}
