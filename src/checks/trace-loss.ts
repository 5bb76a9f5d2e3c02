import { percent } from '../base/percent.js'
import { type RunData, valueOf } from '../experiment/experiment.js'
import { METRICS } from '../metrics/index.js'
import type { CheckDef } from './check.js'

const BUDGET = 0.001

/** What the page-fault trace of a run lost, as a share of what it would have held. */
export interface TraceLoss {
  id: string
  lost: number
  /** Messages that events were lost which do not say how many: then `share` is only the least. */
  uncounted: number
  share: number
}

export function traceLossOf(run: RunData): TraceLoss[] {
  const faults = valueOf(run, 'page-faults')
  if (!run.included || faults === null) return []
  const { lost, lostUncounted = 0, total } = faults
  return [{ id: run.id, lost, uncounted: lostUncounted, share: lost === 0 ? 0 : lost / (lost + total) }]
}

/** The metrics that are counted in the trace, and so lack what it lost. */
export const TRACE_METRICS = METRICS.filter(({ requires }) => requires.includes('page-faults')).map(
  ({ id }) => id,
)

export const LOSS_ACTION =
  'Record with larger buffers (perf record -m, BPFTRACE_PERF_RB_PAGES) or larger maps (BPFTRACE_MAX_MAP_KEYS), or with the ' +
  'collectors, which count in the kernel. Compare other metrics: the counters of /proc/vmstat lose nothing.'

const shareText = (share: number): string => (share > 0 && share < BUDGET ? '<0.1%' : percent(share))
const traces = (count: number): string => `${count} page-fault ${count === 1 ? 'trace' : 'traces'}`

export const traceLoss: CheckDef = {
  id: 'trace-loss',
  title: 'Lost trace events',
  why:
    'A tracer that cannot keep up throws events away, most of them when the machine is busiest: what is left is a biased sample. ' +
    'If one condition is busier, more is lost there, and the difference may come from the tracer. Not every message of loss says ' +
    'how much was lost: then the totals are lower bounds, and nothing bounds the bias.',
  action: LOSS_ACTION,
  run({ runs }) {
    const traced = runs.flatMap(traceLossOf)
    const worst = traced.reduce(
      (most, next) => (most === undefined || next.share > most.share ? next : most),
      traced[0],
    )
    if (worst === undefined) return null
    const unbounded = traced.filter(({ uncounted }) => uncounted > 0)
    if (unbounded.length > 0)
      return {
        outcome: 'invalidates',
        text: `An unknown number of events was lost in ${unbounded.length} of ${traces(traced.length)} (first: ${unbounded[0]?.id}). Their totals are lower bounds and not comparable.`,
        metrics: TRACE_METRICS,
      }
    if (worst.lost === 0)
      return { outcome: 'pass', text: `No lost events in ${traces(traced.length)}.`, metrics: null }
    if (worst.share <= BUDGET)
      return {
        outcome: 'note',
        text: `At most ${worst.lost} ${worst.lost === 1 ? 'event' : 'events'} lost per run (${worst.id}, ${shareText(worst.share)}).`,
        metrics: null,
      }
    const over = traced.filter(({ share }) => share > BUDGET)
    return {
      outcome: 'invalidates',
      text: `${over.length} of ${traces(traced.length)} lost more than 0.1% of their events (most: ${worst.id}, ${worst.lost}, ${shareText(worst.share)}). Counts made from the traces are not comparable.`,
      metrics: TRACE_METRICS,
    }
  },
}
