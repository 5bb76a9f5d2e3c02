import { median } from 'simple-statistics'
import { fromWorkingScale, toWorkingScale } from '../compare/scale.js'
import type { Effect } from '../model/comparison.js'
import type { HistoryChange, HistoryMetric, HistoryPoint, Level } from '../model/history.js'
import type { Report } from '../model/report.js'
import type { FoundChange, Sequence } from '../stats/change-points.js'
import { lagOne } from '../stats/lag-one.js'
import { hodgesLehmannShift, rankSumInterval } from '../stats/rank-sum.js'
import { changedFacts } from './history-order.js'
import { MIN_CONFIDENCE } from './history-points.js'

const ALPHA = 0.05
const UNPAIRED = { paired: false, blocks: [], baselineFirst: [], unpaired: [] }

type TestedPoint = HistoryPoint & { baseline: Level; treatment: Level }
type Points = Pick<HistoryMetric, 'metric' | 'points' | 'scale'>

export const testedOf = ({ points }: Pick<HistoryMetric, 'points'>) =>
  points.filter((one): one is TestedPoint => one.tested)

/** The scale that all effects of tested points have; null where one has none or another: then levels alone are tested. */
export function effectScaleOf(metric: Pick<HistoryMetric, 'points'>): Effect['scale'] | null {
  const effects = testedOf(metric).map(({ effect }) => effect)
  const [first] = effects
  const alike = effects.every(
    (effect) =>
      effect !== null &&
      effect.scale === first?.scale &&
      (effect.scale === 'difference' || effect.estimate > 0),
  )
  return alike ? (first?.scale ?? null) : null
}

/** Both levels and the effect as one point, on their working scales: a change in any of them is a change. */
export function sequenceOf(metric: Points): Sequence {
  const tested = testedOf(metric)
  const effectScale = effectScaleOf(metric)
  const axes = [
    onScale(
      tested.map(({ baseline }) => baseline.value),
      metric.scale,
    ),
    onScale(
      tested.map(({ treatment }) => treatment.value),
      metric.scale,
    ),
    ...(effectScale === null
      ? []
      : [
          onScale(
            tested.map(({ effect }) => effect?.estimate ?? Number.NaN),
            effectScale,
          ),
        ]),
  ]
  return {
    name: `history ${metric.metric}`,
    points: tested.map((_, index) => axes.map((axis) => axis[index] as number)),
  }
}

const onScale = (values: number[], scale: Effect['scale']): number[] =>
  toWorkingScale({ x: values, y: [], ...UNPAIRED }, scale)[0]

/** How much changed at each place, between the segments on both sides of it. */
export function changesOf(
  metric: Points,
  found: readonly FoundChange[],
  reports: readonly Report[],
): HistoryChange[] {
  const tested = testedOf(metric)
  const effectScale = effectScaleOf(metric)
  const segments = segmentsOf(tested, found)
  return segments.slice(1).map(({ from, points: after }, index) => {
    const before = segments[index]?.points ?? []
    const [last, first] = [tested[from - 1], tested[from]] as [TestedPoint, TestedPoint]
    const [a, b] = [reports[last.report - 1], reports[first.report - 1]] as [Report, Report]
    const change = (of: (point: TestedPoint) => number, scale: Effect['scale']) =>
      shiftOf(before.map(of), after.map(of), scale)
    return {
      before: last.report,
      after: first.report,
      pAdjusted: found[index]?.pAdjusted ?? 1,
      baseline: change(({ baseline }) => baseline.value, metric.scale),
      treatment: change(({ treatment }) => treatment.value, metric.scale),
      effect:
        effectScale === null ? null : change(({ effect }) => effect?.estimate ?? Number.NaN, effectScale),
      facts: changedFacts(a, b),
    }
  })
}

/** Points between one change and the next, with the place of the first of them. */
function segmentsOf<Point>(points: readonly Point[], found: readonly FoundChange[]) {
  const starts = [0, ...found.map(({ at }) => at)]
  return starts.map((from, index) => ({ from, points: points.slice(from, starts[index + 1]) }))
}

/** Hodges and Lehmann's shift with the interval of the rank-sum test, as if the place of the change had been known. */
function shiftOf(before: readonly number[], after: readonly number[], scale: Effect['scale']): Effect {
  const [x, y] = toWorkingScale({ x: [...before], y: [...after], ...UNPAIRED }, scale)
  const { lower, upper, confidence } = rankSumInterval(x, y, ALPHA)
  const bounded = confidence >= MIN_CONFIDENCE
  return {
    scale,
    estimate: fromWorkingScale(scale, hodgesLehmannShift(x, y)),
    lower: bounded ? fromWorkingScale(scale, lower) : null,
    upper: bounded ? fromWorkingScale(scale, upper) : null,
    confidence: bounded ? confidence : null,
  }
}

/** How much neighbours have in common beyond the changes: the larger autocorrelation of the two conditions. */
export function lagOneOf(metric: Points, found: readonly FoundChange[]): number {
  const tested = testedOf(metric)
  const residuals = (of: (point: TestedPoint) => number) => {
    return segmentsOf(onScale(tested.map(of), metric.scale), found).flatMap(({ points }) => {
      const centre = median(points)
      return points.map((value) => value - centre)
    })
  }
  return Math.max(
    lagOne(residuals(({ baseline }) => baseline.value)),
    lagOne(residuals(({ treatment }) => treatment.value)),
  )
}
