import { differentialTraceLoss } from '../compare/differential-attrition.js'
import { includedRuns, valueOf } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

export const lostRecords: CheckDef = {
  id: 'lost-records',
  title: 'The page-fault trace lost as much under both conditions',
  why:
    'What a tracer loses it loses when the machine is busiest. If one condition is busier, more is missing there, and a difference in ' +
    'counts is one of the tracer.',
  action:
    'Record with larger buffers (perf record -m, BPFTRACE_PERF_RB_PAGES) or with the collectors, which count in the kernel.',
  run(experiment) {
    const [baseline, treatment] = experiment.conditions
    const shares = (condition: string) =>
      includedRuns(experiment, condition).flatMap((run) => {
        const { id, block, position } = run
        const faults = valueOf(run, 'page-faults')
        if (faults === null) return []
        const { lost, total } = faults
        const value = lost === 0 ? 0 : lost / (lost + total)
        return [{ run: id, block, position, value, reason: null }]
      })
    const found = differentialTraceLoss(shares(baseline.id), shares(treatment.id))
    return found && { ...found, metrics: null }
  },
}
