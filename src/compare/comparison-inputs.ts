import { median } from 'simple-statistics'
import { comparable, notInstrumented } from '../comparability/comparable.js'
import { bootsOf, comparedInBlocks } from '../evidence/boots.js'
import { circumstances } from '../evidence/circumstances.js'
import { comparisonKind } from '../evidence/comparison-kind.js'
import { declaredBefore } from '../evidence/declaration-proof.js'
import { undeclarable } from '../evidence/declared-metrics.js'
import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { MetricDef } from '../metrics/metric.js'
import { operationsOf, perOperationId } from '../metrics/per-operation.js'
import { scopeOf } from '../metrics/scope.js'
import { COLLAPSED_RUNS, WORKLOAD_METRICS, WORKLOAD_PREFIX } from '../metrics/work.js'
import type { ComparisonInput, RunValue, SmallestEffect } from '../model/comparison.js'
import { oneForEachBoot } from './by-boot.js'
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
  const boots = bootsOf(experiment)
  const paired = comparedInBlocks(experiment)
  const same = comparisonKind(experiment) === 'same'
  const under = circumstances(experiment)
  const [baseline, treatment] = experiment.conditions.map(({ id }) => includedRuns(experiment, id))
  const works = experiment.runs.some((run) => run.included && 'value' in operationsOf(run))
  const declaredFor = (metric: MetricDef) => {
    // of a figure that has several parts each is declared
    const own = declared.find(
      ({ metric: id }) => id === metric.id || (metric.partOf !== undefined && id === metric.partOf),
    )
    if (!works || !predatesWork(experiment)) return own
    // declared when only the form per second had a name: the form per operation takes its place
    return metric.perOperation !== undefined
      ? undefined
      : (own ?? declared.find((entry) => entry.metric === metric.perSecond))
  }
  const wrong = believed ? undeclarable(experiment) : []
  const parts = new Set(metrics.flatMap(({ partOf }) => partOf ?? []))
  const ownFigures = metrics.some(({ id }) => id.startsWith(WORKLOAD_PREFIX))
  const limited = under.memoryLimit && experiment.runs.some((run) => valueOf(run, 'cgroup-stat') !== null)
  // what the cgroup counts of its own in every run is not told again of the whole machine, unless that was declared
  const counted = ({ machineWide, of }: MetricDef) =>
    machineWide !== undefined &&
    declared.every(({ metric }) => metric !== machineWide) &&
    [...(baseline ?? []), ...(treatment ?? [])].every((run) => 'value' in of(run))
  const replaced = new Map(
    (limited ? metrics.filter(counted) : []).map(({ machineWide = '' }) => [
      machineWide,
      metrics.find(({ id }) => id === machineWide),
    ]),
  )
  const rows = metrics.flatMap((metric): ComparisonInput[] => {
    if (parts.has(metric.id)) return []
    const machineWide = replaced.get(metric.machineWide ?? '')
    const own = declaredFor(metric)
    if (own === undefined && (replaced.has(metric.id) || replaced.has(metric.perSecond ?? ''))) return []
    const natural = machineWide?.family ?? metric.family
    const demoted = (declared.length > 0 || !believed) && own === undefined && natural === 'primary'
    // tested per operation, and shown per second next to it
    const shownOnly = own === undefined && works && metric.perOperation !== undefined
    const values = (runs: readonly RunData[] | undefined, ofBoots: readonly string[][] | undefined) => {
      const all = (runs ?? []).map((run) => unpairedUnless(paired, evaluate(metric, run)))
      return ofBoots === undefined ? all : oneForEachBoot(all, ofBoots, boots?.blocks ?? null)
    }
    const counts = metric.counts ?? []
    const { row, why } = comparable(counts, under)
    const [x, y] = [values(baseline, boots?.baseline), values(treatment, boots?.treatment)]
    // what has no value in any run is no row, unless it was promised or is what everyone asks for
    const known = [...x, ...y].some(({ value }) => value !== null)
    const expected = metric.family === 'primary' && !(ownFigures && WORKLOAD_METRICS.includes(metric.id))
    if (!known && own === undefined && !expected) return []
    if (own === undefined && metric.perSecond !== undefined && !works) return []
    const scope = scopeOf(metric)
    const moved = [...x, ...y].some(({ value }) => value !== null && value > 0)
    const blind = scope === 'machine' ? notInstrumented(counts, under, moved) : null
    // the cgroup's own counters tell of its reclaim: those of the machine that leave it out are no rows
    if (blind !== null && limited && own === undefined) return []
    const observed = why === null ? null : (metric.observed?.(experiment) ?? null)
    // a workload that says nothing of its own work is judged by the time that it takes
    const alone = metric.id === 'elapsed-time' && !ownFigures && !works && declared.length === 0 && believed
    const usual = shownOnly ? 'descriptive' : demoted ? 'secondary' : alone ? 'primary' : natural
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
        scope,
        smallestEffect: effectOf(metric, metrics, experiment, own),
        comparability: row,
        notComparable:
          blind ??
          metric.contradiction ??
          metric.differs?.(experiment) ??
          (observed === null ? why : `${why}; on this kernel ${observed}`),
        ...(metric.bins !== undefined && { bins: metric.bins }),
        ...(metric.perOperation === undefined ? {} : { perOperation: perOperationId(metric) }),
        ...(metric.perSecond === undefined ? {} : { perSecond: metric.perSecond }),
        baseline: blind === null ? x : x.map((one) => ({ ...one, value: null, reason: blind })),
        treatment: blind === null ? y : y.map((one) => ({ ...one, value: null, reason: blind })),
        ...(wrong.some((one) => one.metric === own?.metric) && { declared: true }),
      },
    ]
  })
  const place = ({ metric }: ComparisonInput) => {
    const def = metrics.find(({ id }) => id === metric)
    const own = def === undefined ? undefined : declaredFor(def)
    return own === undefined ? null : declared.indexOf(own)
  }
  const unknown = wrong.filter(({ metric }) => metrics.every(({ id }) => id !== metric))
  return [
    ...inDeclaredOrder(rows, place),
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

/** Rows that were declared change places among themselves, so that they stand as the plan names them. */
function inDeclaredOrder<T>(rows: readonly T[], place: (row: T) => number | null): T[] {
  const declared = rows.flatMap((row) => {
    const at = place(row)
    return at === null ? [] : [{ row, at }]
  })
  const sorted = [...declared].sort((a, b) => a.at - b.at).map(({ row }) => row)
  return rows.map((row) => (place(row) === null ? row : (sorted.shift() as T)))
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
