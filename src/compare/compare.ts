import type { Comparison, ComparisonInput, Design, Effect } from '../model/comparison.js'
import { COLLAPSE_SHARE, collapsedValues, collapseP, workloadInput } from './collapse.js'
import { judgeAll } from './judge.js'
import { stabilityWarnings } from './leave-one-out.js'
import { medianWarnings } from './median-warnings.js'
import { outlierWarnings } from './outliers.js'
import { ordersOf } from './test-plan.js'
import { usable } from './usable.js'
import { workWarnings } from './work-warnings.js'

/**
 * Compares the two conditions on every metric, in the order given (docs/statistics.md is the protocol): the exact test that
 * the plan alone chooses, effects with the intervals of that test, Westfall and Young over the primary metrics (Holm without a plan), Benjamini
 * and Hochberg over the secondary ones, and the verdict from the interval first and the adjusted p second. Says what
 * would change without outliers, and which verdicts hang on one block.
 */
export function compareAll(inputs: readonly ComparisonInput[], given: Design): Comparison[] {
  // fixed before anything is removed: what is judged again without a block keeps the test of the plan
  const design = given.orders === undefined && given.blocked ? { ...given, orders: ordersOf(inputs) } : given
  const comparisons = withCollapsed(inputs, judgeAll(inputs, design), design)
  const lists = [
    outlierWarnings(inputs, comparisons, design),
    stabilityWarnings(inputs, comparisons, design),
    medianWarnings(comparisons),
    workWarnings(inputs, comparisons),
  ]
  return comparisons.map((comparison, index) => ({
    ...comparison,
    warnings: [...comparison.warnings, ...lists.flatMap((list) => list[index] ?? [])],
  }))
}

/** The workload's own figure with its collapsed runs, and its effect without them. */
function withCollapsed(
  inputs: readonly ComparisonInput[],
  comparisons: Comparison[],
  design: Design,
): Comparison[] {
  const source = workloadInput(inputs)
  if (source === null || source.notComparable !== null) return comparisons
  const of = (runs: ComparisonInput['baseline']) =>
    collapsedValues(runs, COLLAPSE_SHARE)
      .filter(({ value }) => value === 1)
      .map(({ run }) => run)
  const [baseline, treatment] = [of(source.baseline), of(source.treatment)]
  if (baseline.length + treatment.length === 0) return comparisons
  const out = new Set([...baseline, ...treatment])
  const keep = (runs: ComparisonInput['baseline']) => runs.filter(({ run }) => !out.has(run))
  const [without] = judgeAll(
    [{ ...source, baseline: keep(source.baseline), treatment: keep(source.treatment) }],
    design,
  )
  const counts = [usable(source.baseline).present.length, usable(source.treatment).present.length] as const
  const collapsed = {
    share: COLLAPSE_SHARE,
    baseline,
    treatment,
    p: collapseP([baseline.length, treatment.length], counts),
    otherwise: (without?.effect ?? null) as Effect | null,
    n: without?.test.n ?? 0,
  }
  return comparisons.map((one) => (one.metric === source.metric ? { ...one, collapsed } : one))
}
