import { median } from 'simple-statistics'
import { COLLAPSED_EFFECT, COLLAPSED_RUNS, WORKLOAD_METRICS, WORKLOAD_PREFIX } from '../metrics/work.js'
import type { ComparisonInput, RunValue } from '../model/comparison.js'
import { fisherTest } from '../stats/fisher.js'
import { usable } from './usable.js'

/** A run below half of the median of its own condition has collapsed: fixed here, before any experiment. */
export const COLLAPSE_SHARE = 0.5

/** Which values lie below the share of their median; none where that median is not above 0. */
function below(values: ArrayLike<number>, share: number): boolean[] {
  const list = Array.from(values)
  if (list.length === 0) return []
  const limit = share * median(list)
  return list.map((value) => value < limit)
}

/** Runs of one condition with their value replaced by 1 where they collapsed, else 0. */
export function collapsedValues(runs: readonly RunValue[], share: number): RunValue[] {
  const { present } = usable(runs)
  const found = below(
    present.map(({ value }) => value),
    share,
  )
  const collapsed = new Map(present.map(({ run }, index) => [run, found[index] === true ? 1 : 0]))
  return runs.map((run) => {
    const value = collapsed.get(run.run)
    return value === undefined ? run : { ...run, value }
  })
}

/** The row of collapsed runs next to the workload's own figure; null where that was not measured under both conditions. */
export function collapseInput(inputs: readonly ComparisonInput[], declared: boolean): ComparisonInput | null {
  const source = workloadInput(inputs)
  if (source === null) return null
  if (usable(source.baseline).present.length === 0 || usable(source.treatment).present.length === 0)
    return null
  return {
    ...source,
    metric: COLLAPSED_RUNS,
    title: 'Collapsed runs',
    unit: 'count',
    // of two equal conditions neither can be better
    better: source.better === 'neither' ? 'neither' : 'lower',
    family: declared ? 'primary' : 'secondary',
    ...COLLAPSED_EFFECT,
    collapseShare: COLLAPSE_SHARE,
  }
}

export function workloadInput(inputs: readonly ComparisonInput[]): ComparisonInput | null {
  for (const id of WORKLOAD_METRICS) {
    const found = inputs.find(({ metric, collapseShare }) => metric === id && collapseShare === undefined)
    if (found !== undefined) return found
  }
  // of several figures none stands for the progress of the whole workload
  const [only, ...others] = inputs.filter(
    ({ metric, family, better, notComparable, collapseShare }) =>
      metric.startsWith(WORKLOAD_PREFIX) &&
      family === 'primary' &&
      better === 'higher' &&
      notComparable === null &&
      collapseShare === undefined,
  )
  return only === undefined || others.length > 0 ? null : only
}

/** Fisher's p of the numbers of collapsed runs when the two runs of the blocks marked 1 change their conditions; medians again each time. */
export function relabelledCollapse(
  { baseline, treatment, collapseShare }: ComparisonInput,
  blocks: readonly number[],
): (swap: ArrayLike<number>) => number {
  const place = new Map(blocks.map((block, index) => [block, index]))
  const runs = [baseline, treatment].flatMap((side, which) =>
    usable(side).present.map(({ block, value }) => ({
      value,
      which,
      place: (block === null ? undefined : place.get(block)) ?? -1,
    })),
  )
  const known = new Map<string, number>()
  return (swap) => {
    const sides: [number[], number[]] = [[], []]
    for (const run of runs) sides[(run.which ^ (swap[run.place] ?? 0)) as 0 | 1].push(run.value)
    const counts = sides.map(
      (values) => below(values, collapseShare ?? COLLAPSE_SHARE).filter(Boolean).length,
    )
    const key = `${counts},${sides[0].length}`
    const old = known.get(key)
    if (old !== undefined) return old
    const p = collapseP(counts as [number, number], [sides[0].length, sides[1].length])
    known.set(key, p)
    return p
  }
}

/** Exact conditional test that a run collapses as often under both conditions, two-sided. */
export function collapseP(collapsed: readonly [number, number], of: readonly [number, number]): number {
  return fisherTest({ withEvent: collapsed, of })
}
