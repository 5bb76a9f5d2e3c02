import { differentialTraceLoss } from '../compare/differential-attrition.js'
import { type ConditionInfo, includedRuns } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'
import { LOSS_ACTION, TRACE_METRICS, traceLossOf } from './trace-loss.js'

export const lostRecords: CheckDef = {
  id: 'lost-records',
  title: 'Event loss by condition',
  why:
    'What a tracer loses it loses when the machine is busiest. If one condition is busier, more is missing there, and a difference in ' +
    'counts may come from the tracer.',
  action: LOSS_ACTION,
  run(experiment) {
    const sideOf = ({ id, label }: ConditionInfo) => {
      const losses = includedRuns(experiment, id).flatMap((run) => {
        const { block, position } = run
        return traceLossOf(run).map((loss) => ({ ...loss, run: loss.id, block, position, reason: null }))
      })
      const shares = losses.map(({ share, ...rest }) => ({ ...rest, value: share }))
      return { label, shares, unbounded: losses.filter(({ uncounted }) => uncounted > 0).length }
    }
    const [baseline, treatment] = [sideOf(experiment.conditions[0]), sideOf(experiment.conditions[1])]
    const text = ({ label, shares, unbounded }: typeof baseline) =>
      `${unbounded} of ${shares.length} runs with ${label}`
    if (baseline.unbounded + treatment.unbounded > 0)
      return {
        // what it takes away, trace-loss takes away
        outcome: 'caution',
        text: `Runs that lost an unknown number of events: ${text(baseline)}, ${text(treatment)}. Whether the conditions lost as much is unknown.`,
        metrics: null,
      }
    const found = differentialTraceLoss(baseline.shares, treatment.shares)
    return found && { ...found, metrics: found.outcome === 'invalidates' ? TRACE_METRICS : null }
  },
}
