import { percent } from '../base/percent.js'
import { valueOf } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

const BUDGET = 0.001

export const traceLoss: CheckDef = {
  id: 'trace-loss',
  title: 'The page-fault trace lost no events',
  why:
    'A tracer that cannot keep up throws events away, most of them when the machine is busiest: what is left is a biased sample. ' +
    'If one condition is busier, more is lost there, and the difference found is one of the tracer.',
  action:
    'Record with larger buffers (perf record -m, BPFTRACE_PERF_RB_PAGES) or with the collectors, which count in the kernel.',
  run({ runs }) {
    const traced = runs.flatMap((run) => {
      const faults = valueOf(run, 'page-faults')
      if (!run.included || faults === null) return []
      const { lost, total } = faults
      return [{ id: run.id, lost, share: lost === 0 ? 0 : lost / (lost + total) }]
    })
    const worst = traced.reduce(
      (most, next) => (most === undefined || next.share > most.share ? next : most),
      traced[0],
    )
    if (worst === undefined) return null
    if (worst.share <= BUDGET) {
      const text =
        worst.lost === 0
          ? `No lost events were reported in ${traced.length} page-fault traces.`
          : `At most ${percent(worst.share)} of a run's events were lost (${worst.id}: ${worst.lost}).`
      return { outcome: worst.lost === 0 ? 'pass' : 'note', text, metrics: null }
    }
    const over = traced.filter(({ share }) => share > BUDGET)
    return {
      outcome: 'invalidates',
      text: `${over.length} of ${traced.length} page-fault traces lost more than ${percent(BUDGET)} of their events; most in ${worst.id} (${worst.lost}, ${percent(worst.share)}). Counts made from the traces are not compared.`,
      metrics: ['page-faults', 'page-fault-rate'],
    }
  },
}
