import { type Experiment, valueOf } from '../experiment/experiment.js'
import { METRICS } from '../metrics/index.js'
import { COLLAPSED_RUNS, WORKLOAD_METRICS } from '../metrics/work.js'
import { STREAMS } from '../streams/registry.js'

export interface Undeclarable {
  metric: string
  /** As the end of a sentence: "is not a metric of this version". */
  why: string
}

export const UNKNOWN_METRIC = 'is not a metric that this version knows'

/** Declared primary metrics that no analysis could ever give: unknown, or made of streams that were not to be recorded. */
export function undeclarable({ manifest, runs }: Pick<Experiment, 'manifest' | 'runs'>): Undeclarable[] {
  if (manifest === null) return []
  const { plan, streams } = manifest.value
  return plan.primary.flatMap(({ metric: id }) => {
    // collapsed runs are counted on the figure of the workload
    const made = id === COLLAPSED_RUNS ? WORKLOAD_METRICS : [id]
    const metric = METRICS.find((one) => made.includes(one.id))
    if (metric === undefined) return [{ metric: id, why: UNKNOWN_METRIC }]
    const missing = metric.requires.filter(
      (stream) => !recordable(stream, streams) && runs.every((run) => valueOf(run, stream) === null),
    )
    return missing.length === 0
      ? []
      : [{ metric: id, why: `needs ${missing.join(' and ')}, which the plan does not record` }]
  })
}

/** A stream may be made of files of several names, such as page-faults of page-faults-raw. */
function recordable(stream: string, planned: readonly string[]): boolean {
  const recordedAs = STREAMS.find(({ id }) => id === stream)?.recordedAs ?? []
  return recordedAs.some((name) => planned.includes(name))
}
