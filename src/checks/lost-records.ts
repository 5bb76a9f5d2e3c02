import { differentialTraceLoss } from '../compare/differential-attrition.js'
import type { CheckDef } from './check.js'

export const lostRecords: CheckDef = {
  id: 'lost-records',
  title: 'The page-fault trace lost as much under both conditions',
  why:
    'What a tracer loses it loses when the machine is busiest. If one condition is busier, more is missing there, and a difference in ' +
    'counts is one of the tracer.',
  action:
    'Record with larger buffers (perf record -m, BPFTRACE_PERF_RB_PAGES) or with the collectors, which count in the kernel.',
  run({ conditions, runs }) {
    const shares = (condition: string) =>
      runs.flatMap(({ id, block, position, included, condition: own, streams }) => {
        const faults = streams['page-faults']
        if (!included || own !== condition || faults?.present !== true) return []
        const { lost, total } = faults.value
        const value = lost === 0 ? 0 : lost / (lost + total)
        return [{ run: id, block, position, value, reason: null }]
      })
    const found = differentialTraceLoss(shares(conditions[0].id), shares(conditions[1].id))
    return found && { ...found, metrics: null }
  },
}
