import { InputError, InputErrors } from '../base/input-error.js'
import type { Experiment, RunData } from '../experiment/experiment.js'
import { METRICS } from '../metrics/index.js'
import type { Report } from '../model/report.js'
import { STREAMS, type StreamName, streamOf } from '../streams/registry.js'
import { checksOf, toRecord } from './what-for.js'

/** What to record so that a question can be answered. */
const RECORD =
  'record what a metric can be made of, such as copies of /proc/vmstat: cat /proc/vmstat > X.before; the workload; cat /proc/vmstat > X.after'

/**
 * Refuses a report in which no metric has a value of any run: it would say nothing.
 * @throws InputErrors, one for each file: what was read, what it can be used for, and what is missing.
 */
export function refuseNothingMeasured(experiment: Experiment, report: Report): void {
  const measured = report.comparisons.some(({ baseline, treatment }) =>
    [...baseline.values, ...treatment.values].some((value) => value !== null),
  )
  if (experiment.kind !== 'bare' || measured) return
  const errors = experiment.inputs.flatMap(({ run, stream, name }) => {
    const data = experiment.runs.find(({ id }) => id === run)
    const known = STREAMS.find(({ id }) => id === stream)
    return data === undefined || known === undefined ? [] : [whatFor(data, known.id, name)]
  })
  throw new InputErrors([
    new InputError({
      path: 'analyze',
      expected: 'a metric with a value in at least one run',
      found: 'none',
      remedy: RECORD,
    }),
    ...errors.slice(0, 100),
  ])
}

function whatFor(run: RunData, stream: StreamName, name: string): InputError {
  const { title } = streamOf(stream)
  const reduction = run.streams[stream]
  const metrics = METRICS.filter(({ requires }) => requires.includes(stream) && requires.length === 1)
  const reasons = new Set(
    metrics.flatMap((metric) => {
      const result = metric.of(run)
      return 'missing' in result ? [result.missing] : []
    }),
  )
  const use = metrics.length > 0 ? `${metrics.length} metrics, such as ${metrics[0]?.id}` : checksOf(stream)
  return new InputError({
    path: `${run.id}/${name}`,
    expected: `${title}, for ${use}`,
    found:
      reduction?.present === false
        ? reduction.reason
        : ([...reasons][0] ?? 'nothing that a metric is made of'),
    remedy: remedyOf(stream),
  })
}

const remedyOf = (stream: StreamName) =>
  toRecord(stream) ?? `run "mglru-report explain ${stream}", which says what it needs`
