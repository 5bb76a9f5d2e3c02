import { median } from 'simple-statistics'
import { comparable, notInstrumented } from '../comparability/comparable.js'
import { circumstances } from '../evidence/circumstances.js'
import { comparisonKind } from '../evidence/comparison-kind.js'
import { declaredBefore } from '../evidence/declaration-proof.js'
import { undeclarable } from '../evidence/declared-metrics.js'
import { planIsBelieved } from '../evidence/order-proof.js'
import { type Experiment, includedRuns, type RunData } from '../experiment/experiment.js'
import type { MetricDef } from '../metrics/metric.js'
import { operationsOf, perOperationId } from '../metrics/per-operation.js'
import { scopeOf } from '../metrics/scope.js'
import { COLLAPSED_RUNS, WORKLOAD_METRICS } from '../metrics/work.js'
import type { ComparisonInput, RunValue, SmallestEffect } from '../model/comparison.js'
import { collapseInput, workloadInput } from './collapse.js'

/** One metric of one run: its value, or why there is none. A metric that throws costs only itself. */
export function evaluate(metric: MetricDef, run: RunData): RunValue {
  const { id, block, position } = run
  const missing = (reason: string): RunValue => ({ run: id, block, position, value: null, reason })
  try {
    const result = metric.of(run)
    if ('missing' in result) return missing(result.missing)
    if (!Number.isFinite(result.value)) return missing('the computation gave no finite number')
    return { run: id, block, position, value: result.value, reason: null }
  } catch (error) {
    return missing(`the metric failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** What is to be compared: the metrics that have a value, are primary or declared, with the values of the runs that count. */
export function comparisonInputs(metrics: readonly MetricDef[], experiment: Experiment): ComparisonInput[] {
  const believed = declaredBefore(experiment)
  const declared = believed ? (experiment.manifest?.value.plan.primary ?? []) : []
  const paired = planIsBelieved(experiment)
  const same = comparisonKind(experiment) === 'same'
  const under = circumstances(experiment)
  const [baseline, treatment] = experiment.conditions.map(({ id }) => includedRuns(experiment, id))
  const works = experiment.runs.some((run) => run.included && 'value' in operationsOf(run))
  const declaredFor = (metric: MetricDef) => {
    const own = declared.find((entry) => entry.metric === metric.id)
    if (!works || !predatesWork(experiment)) return own
    // declared when only the form per second had a name: the form per operation takes its place
    return metric.perOperation !== undefined
      ? undefined
      : (own ?? declared.find((entry) => entry.metric === metric.perSecond))
  }
  const wrong = believed ? undeclarable(experiment) : []
  const rows = metrics.flatMap((metric): ComparisonInput[] => {
    const own = declaredFor(metric)
    const demoted = (declared.length > 0 || !believed) && own === undefined && metric.family === 'primary'
    // tested per operation, and shown per second next to it
    const shownOnly = own === undefined && works && metric.perOperation !== undefined
    const values = (runs: readonly RunData[] | undefined) =>
      (runs ?? []).map((run) => unpairedUnless(paired, evaluate(metric, run)))
    const counts = metric.counts ?? []
    const { row, why } = comparable(counts, under)
    const [x, y] = [values(baseline), values(treatment)]
    // what has no value in any run is no row, unless it was promised or is what everyone asks for
    const known = [...x, ...y].some(({ value }) => value !== null)
    if (!known && own === undefined && metric.family !== 'primary') return []
    if (own === undefined && metric.perSecond !== undefined && !works) return []
    const blind = notInstrumented(
      counts,
      under,
      [...x, ...y].some(({ value }) => value !== null && value > 0),
    )
    const observed = why === null ? null : (metric.observed?.(experiment) ?? null)
    const usual = shownOnly ? 'descriptive' : demoted ? 'secondary' : metric.family
    const family = own !== undefined ? 'primary' : usual
    return [
      {
        metric: metric.id,
        title: metric.title,
        unit: metric.unit,
        // of two equal conditions neither can be better
        better: same ? 'neither' : metric.better,
        // described only because of the LRU: between runs of the same LRU it is tested
        family: !shownOnly && family === 'descriptive' && row === 'same-lru' ? 'secondary' : family,
        scope: scopeOf(metric),
        smallestEffect: effectOf(metric, metrics, experiment, own),
        comparability: row,
        notComparable: blind ?? (observed === null ? why : `${why}; on this kernel ${observed}`),
        ...(metric.perOperation === undefined ? {} : { perOperation: perOperationId(metric) }),
        ...(metric.perSecond === undefined ? {} : { perSecond: metric.perSecond }),
        baseline: blind === null ? x : x.map((one) => ({ ...one, value: null, reason: blind })),
        treatment: blind === null ? y : y.map((one) => ({ ...one, value: null, reason: blind })),
        ...(wrong.some((one) => one.metric === own?.metric) && { declared: true }),
      },
    ]
  })
  const unknown = wrong.filter(({ metric }) => metrics.every(({ id }) => id !== metric))
  return [
    ...rows,
    ...unknown.map(({ metric, why }) => {
      const none = (runs: readonly RunData[] | undefined) =>
        (runs ?? []).map(({ id, block, position }) =>
          unpairedUnless(paired, { run: id, block, position, value: null, reason: `${metric} ${why}` }),
        )
      const { smallestEffect } = declared.find((entry) => entry.metric === metric) ?? NO_EFFECT
      return unknownMetric(metric, smallestEffect, none(baseline), none(treatment))
    }),
  ]
}

const NO_EFFECT = { smallestEffect: { relative: 0, absolute: 0 } }

/** A declared metric that does not exist keeps its row. */
function unknownMetric(
  metric: string,
  smallestEffect: ComparisonInput['smallestEffect'],
  baseline: RunValue[],
  treatment: RunValue[],
): ComparisonInput {
  return {
    metric,
    title: metric,
    unit: 'count',
    better: 'neither',
    family: 'primary',
    smallestEffect,
    notComparable: null,
    declared: true,
    baseline,
    treatment,
  }
}

/** Without its block where the plan is not believed. */
const unpairedUnless = (paired: boolean, value: RunValue): RunValue =>
  paired ? value : { ...value, block: null, position: null }

/** The first collectors wrote their default primary metrics into every plan, when costs had no form per operation. */
const predatesWork = (experiment: Experiment) =>
  experiment.manifest?.value.plan.algorithm === 'sha256-blocks-1'

/**
 * The declared effect; or that of the definition. A cost per operation that was declared with the absolute floor of its definition
 * has none of its own, as how much work a run does was not known then: it is made from the floor per second.
 */
function effectOf(
  metric: MetricDef,
  metrics: readonly MetricDef[],
  experiment: Experiment,
  own: { metric: string; smallestEffect: SmallestEffect } | undefined,
): SmallestEffect {
  if (own?.metric !== metric.id) return floors(metric, metrics, experiment, own?.smallestEffect)
  const { relative, absolute } = own.smallestEffect
  if (metric.perSecond === undefined || absolute !== metric.smallestEffect.absolute) return own.smallestEffect
  return { relative, absolute: floors(metric, metrics, experiment, undefined).absolute }
}

/** An absolute floor per second becomes one per operation at the median rate of work of all runs, whatever their condition. */
function floors(
  metric: MetricDef,
  metrics: readonly MetricDef[],
  experiment: Experiment,
  declared: SmallestEffect | undefined,
): SmallestEffect {
  const cost = metrics.find(({ id }) => id === metric.perSecond)
  if (cost === undefined) return metric.smallestEffect
  const rates = experiment.runs.flatMap((run) => {
    const operations = operationsOf(run)
    return run.included && 'value' in operations && run.duration !== null
      ? [operations.value / run.duration.seconds]
      : []
  })
  if (rates.length === 0) return metric.smallestEffect
  const { relative, absolute } = declared ?? cost.smallestEffect
  return { relative, absolute: absolute / median(rates) }
}

/** The row of collapsed runs follows the figure of the workload; primary unless the plan declared others, or is not believed. */
export function withCollapsedRuns(
  inputs: readonly ComparisonInput[],
  experiment: Experiment,
): ComparisonInput[] {
  const believed = declaredBefore(experiment)
  const declared = experiment.manifest?.value.plan.primary ?? []
  const named = declared.length === 0 || declared.some(({ metric }) => metric === COLLAPSED_RUNS)
  const row = collapseInput(inputs, believed && (named || predatesWork(experiment)))
  const source = workloadInput(inputs)
  return inputs.flatMap((input) => (row !== null && input === source ? [input, row] : [input]))
}

/** What invalidates the figure of the work invalidates what is made of it: collapsed runs, and costs per operation with theirs per second. */
export function invalidatedFor(
  { metric, perSecond, collapseShare }: ComparisonInput,
  invalidated: (metric: string) => string | null,
): string | null {
  const own = invalidated(metric)
  if (own !== null || (perSecond === undefined && collapseShare === undefined)) return own
  const cost = perSecond === undefined ? null : invalidated(perSecond)
  return cost ?? WORKLOAD_METRICS.map(invalidated).find((why) => why !== null) ?? null
}
