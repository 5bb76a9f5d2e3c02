import { median } from 'simple-statistics'
import type { Effect } from '../model/comparison.js'
import type { History, HistoryMetric, HistoryPoint, Level } from '../model/history.js'
import { unitWords } from '../model/units.js'
import { conditionLines, NUMBER_LABEL, RATIO_LABEL, ratioTicks } from './theme.js'

/** Values so far apart that a linear axis shows the largest alone. */
const LOG_FROM = 100
/** More marks than these cover each other. */
const MAX_MARKED = 150

export interface Panel {
  x: object
  cuts: readonly { place: number; mark: string }[]
  width: number
}

/** Room for the labels of both vertical axes, so that the panels stand below each other. */
const EXTENT = 64
const HEAD = { anchor: 'start', frame: 'group', fontWeight: 'bold' }

/** Without data there is no mark, and no warning of an axis without an end. */
const layer = (values: readonly object[], mark: object, encoding: object): object[] =>
  values.length === 0 ? [] : [{ data: { values }, mark, encoding }]

const withoutLabels = (x: object) => ({
  ...x,
  axis: { ...(x as { axis: object }).axis, labels: false, title: null },
})

/** The dashed lines of change points, with their letters above. */
function cutLayers({ x, cuts }: Panel, letters: boolean): object[] {
  const text = { type: 'text', baseline: 'bottom', fontWeight: 'bold' }
  return [
    ...layer(cuts, { type: 'rule', strokeDash: [4, 3], opacity: 0.8 }, { x }),
    ...(letters ? layer(cuts, text, { x, y: { value: -2 }, text: { field: 'mark', type: 'nominal' } }) : []),
  ]
}

const line = { type: 'line', strokeWidth: 1.5, invalid: 'break-paths-show-domains' }
/** An interval; of many the marks would not be seen behind them. */
const bar = (n: number) => ({ type: 'rule', opacity: n <= MAX_MARKED ? 0.4 : 0.15 })
const point = (n: number) => ({ type: 'point', filled: true, size: n <= MAX_MARKED ? 36 : 12, opacity: 1 })

/** Levels under both conditions, each with its interval, and the medians between change points. */
export function levelPanel({ conditions }: History, metric: HistoryMetric, panel: Panel): object {
  const { points, unit, changes } = metric
  const x = withoutLabels(panel.x)
  const labels = [conditions[0], conditions[1]] as const
  const rows = labels.flatMap((condition, side) =>
    points.map((one) => {
      const level = side === 0 ? one.baseline : one.treatment
      // a report without a value is a gap in the line
      return { place: one.report, condition, value: null, ...drawn(level) }
    }),
  )
  const values = rows.flatMap(({ value }) => value ?? [])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const log = least > 0 && most / least >= LOG_FROM
  const y = {
    type: 'quantitative',
    scale: log ? { type: 'log', nice: false } : { zero: least === 0, nice: true },
    axis: {
      title: null,
      labelExpr: unit === 'share' ? "format(datum.value, '.3~%')" : NUMBER_LABEL,
      tickCount: 4,
      minExtent: EXTENT,
      maxExtent: EXTENT,
    },
  }
  const { color, shape, strokeDash } = conditionLines(labels)
  const value = { ...y, field: 'value' }
  const between = { x: { ...x, field: 'from' }, x2: { field: 'to' }, y: value, color }
  return {
    width: panel.width,
    height: 170,
    title: { ...HEAD, text: 'Level', offset: changes.length > 0 ? 16 : 6 },
    layer: [
      ...cutLayers({ ...panel, x }, true),
      ...layer(
        rows.filter((one) => 'lower' in one),
        bar(points.length),
        { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color },
      ),
      ...layer(rows, line, { x, y: value, color, strokeDash }),
      ...layer(
        rows.filter((one) => one.value !== null),
        point(points.length),
        { x, y: value, color, shape },
      ),
      ...(changes.length === 0
        ? []
        : layer(segmentsOf(labels, metric), { type: 'rule', strokeWidth: 4, opacity: 0.35 }, between)),
    ],
  }
}

/** Without an interval the mark stands alone. */
function drawn(level: Level | null): { value?: number; lower?: number; upper?: number } {
  if (level === null) return {}
  const { value, lower, upper } = level
  return lower === null || upper === null ? { value } : { value, lower, upper }
}

/** Medians of the reports between changes, from the first of them to the last. */
function segmentsOf(labels: readonly [string, string], { points, changes }: HistoryMetric) {
  const starts = [1, ...changes.map(({ after }) => after)]
  const ends = [...changes.map(({ before }) => before), points.length]
  return labels.flatMap((condition, side) =>
    starts.flatMap((from, index) => {
      const to = ends[index] as number
      const values = points
        .slice(from - 1, to)
        .flatMap((one) => (side === 0 ? one.baseline : one.treatment)?.value ?? [])
      return values.length === 0 ? [] : [{ condition, from: from - 0.3, to: to + 0.3, value: median(values) }]
    }),
  )
}

type DrawnEffect = {
  place: number
  value: number | null
  lower?: number
  upper?: number
  scale: Effect['scale']
}

/** Effects on the scale that most reports have, and gaps. Empty where there is none. */
export function effectsOf(points: readonly HistoryPoint[]): DrawnEffect[] {
  const all = points.flatMap(({ effect }) => effect ?? [])
  const ratios = all.filter(({ scale }) => scale === 'ratio').length
  const scale = 2 * ratios >= all.length ? 'ratio' : 'difference'
  if (all.length === 0) return []
  return points.map(({ report: place, effect }) => {
    if (effect === null || effect.scale !== scale || (scale === 'ratio' && effect.estimate <= 0))
      return { place, value: null, scale }
    const bounded =
      effect.lower !== null && effect.upper !== null && (scale === 'difference' || effect.lower > 0)
    return {
      place,
      value: effect.estimate,
      scale,
      ...(bounded ? { lower: effect.lower as number, upper: effect.upper as number } : {}),
    }
  })
}

/** The effect with its interval around the line of no change. */
export function effectPanel(effects: readonly DrawnEffect[], unit: string, panel: Panel): object {
  const { x, width } = panel
  const ratio = effects[0]?.scale === 'ratio'
  const ends = effects.flatMap(({ value, lower, upper }) =>
    [value, lower, upper].filter((one) => one !== null && one !== undefined),
  )
  const none = ratio ? 1 : 0
  const [least, most] = [Math.min(none, ...ends), Math.max(none, ...ends)]
  const [from, to] = [Math.min(0.98, least / 1.01), Math.max(1.02, most * 1.01)]
  const extent = { title: null, minExtent: EXTENT, maxExtent: EXTENT }
  const y = {
    type: 'quantitative',
    scale: ratio ? { type: 'log', domain: [from, to], nice: false } : { zero: true, nice: true },
    axis: ratio
      ? { ...extent, labelExpr: RATIO_LABEL, values: ratioTicks(from, to, 4) }
      : { ...extent, labelExpr: NUMBER_LABEL, tickCount: 4 },
  }
  const rows = effects.map(({ scale: _, ...one }) => one)
  const value = { ...y, field: 'value' }
  const { short } = unitWords(unit)
  const scale = ratio ? '' : short === '' ? ', difference' : `, difference in ${short}`
  return {
    width,
    height: 110,
    title: { ...HEAD, text: `Effect${scale}` },
    layer: [
      ...cutLayers(panel, false),
      ...layer([{ none }], { type: 'rule', opacity: 0.5 }, { y: { ...y, field: 'none' } }),
      ...layer(
        rows.filter((one) => 'lower' in one),
        bar(rows.length),
        { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' } },
      ),
      ...layer(rows, { ...line, color: 'currentColor' }, { x, y: value }),
      ...layer(
        rows.filter((one) => one.value !== null),
        { ...point(rows.length), color: 'currentColor' },
        { x, y: value },
      ),
    ],
  }
}
