import { comparable, notInstrumented } from '../comparability/comparable.js'
import { circumstances } from '../evidence/circumstances.js'
import { comparisonKind } from '../evidence/comparison-kind.js'
import { declaredBefore } from '../evidence/declaration-proof.js'
import { undeclarable } from '../evidence/declared-metrics.js'
import { planIsBelieved } from '../evidence/order-proof.js'
import { type Experiment, includedRuns, type RunData } from '../experiment/experiment.js'
import type { MetricDef } from '../metrics/metric.js'
import { scopeOf } from '../metrics/scope.js'
import type { ComparisonInput, RunValue } from '../model/comparison.js'

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
  const wrong = believed ? undeclarable(experiment) : []
  const rows = metrics.flatMap((metric): ComparisonInput[] => {
    const own = declared.find((entry) => entry.metric === metric.id)
    const demoted = (declared.length > 0 || !believed) && own === undefined && metric.family === 'primary'
    const values = (runs: readonly RunData[] | undefined) =>
      (runs ?? []).map((run) => unpairedUnless(paired, evaluate(metric, run)))
    const counts = metric.counts ?? []
    const { row, why } = comparable(counts, under)
    const [x, y] = [values(baseline), values(treatment)]
    // what has no value in any run is no row, unless it was promised or is what everyone asks for
    const known = [...x, ...y].some(({ value }) => value !== null)
    if (!known && own === undefined && metric.family !== 'primary') return []
    const blind = notInstrumented(
      counts,
      under,
      [...x, ...y].some(({ value }) => value !== null && value > 0),
    )
    const observed = why === null ? null : (metric.observed?.(experiment) ?? null)
    const family = own !== undefined ? 'primary' : demoted ? 'secondary' : metric.family
    return [
      {
        metric: metric.id,
        title: metric.title,
        unit: metric.unit,
        // of two equal conditions neither can be better
        better: same ? 'neither' : metric.better,
        // described only because of the LRU: between runs of the same LRU it is tested
        family: family === 'descriptive' && row === 'same-lru' ? 'secondary' : family,
        scope: scopeOf(metric),
        smallestEffect: own?.smallestEffect ?? metric.smallestEffect,
        comparability: row,
        notComparable: blind ?? (observed === null ? why : `${why}; on this kernel ${observed}`),
        baseline: blind === null ? x : x.map((one) => ({ ...one, value: null, reason: blind })),
        treatment: blind === null ? y : y.map((one) => ({ ...one, value: null, reason: blind })),
        ...(wrong.some((one) => one.metric === metric.id) && { declared: true }),
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
