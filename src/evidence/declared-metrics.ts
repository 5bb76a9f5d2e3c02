import { type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'
import type { MetricDef } from '../metrics/metric.js'
import { metricsOf } from '../metrics/of-workload.js'
import { COLLAPSED_RUNS, WORKLOAD_METRICS, WORKLOAD_PREFIX } from '../metrics/work.js'
import { STREAMS } from '../streams/registry.js'

export interface Undeclarable {
  metric: string
  /** As the end of a sentence: "is not a metric of this version". */
  why: string
}

export const UNKNOWN_METRIC = 'is not a metric that this version knows'

/** Declared primary metrics that no analysis could ever give: unknown, or made of streams that were not to be recorded. */
export function undeclarable(experiment: Experiment): Undeclarable[] {
  const { manifest, runs } = experiment
  if (manifest === null) return []
  const metrics = metricsOf(experiment)
  const { plan, streams } = manifest.value
  return plan.primary.flatMap(({ metric: id }) => {
    // collapsed runs are counted on the figure of the workload
    const made = id === COLLAPSED_RUNS ? WORKLOAD_METRICS : [id]
    const metric = metrics.find((one) => made.includes(one.id))
    if (id.startsWith(WORKLOAD_PREFIX))
      return metric !== undefined || includedRuns(experiment).length === 0
        ? []
        : [{ metric: id, why: notPrinted(metrics) }]
    // each stressor has its own row where there are several
    if (metrics.some(({ partOf }) => partOf === metric?.id && partOf !== undefined)) return []
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

function notPrinted(metrics: readonly MetricDef[]): string {
  const printed = metrics.filter(({ id }) => id.startsWith(WORKLOAD_PREFIX)).map(({ id }) => id)
  const list =
    printed.length === 0
      ? 'it printed no figure'
      : `it printed ${printed.slice(0, 10).join(', ')}${printed.length > 10 ? ', …' : ''}`
  return `is not a figure that the workload printed in any run: ${list}`
}
