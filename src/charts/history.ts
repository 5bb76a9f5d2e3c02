import { shortRelease } from '../base/kernel-version.js'
import { printable } from '../base/printable.js'
import type { Figure } from '../model/chart.js'
import type { History, HistoryMetric, HistoryPoint } from '../model/history.js'
import { unitWords } from '../model/units.js'
import { changeText, valueText } from '../report/effect-text.js'
import { dayOf, markOf, metricSentences } from '../report/history-text.js'
import { effectPanel, effectsOf, levelPanel } from './history-panels.js'

/** Pixels for a report, so that a short history fits on a phone and a long one on a screen. */
const STEP = 16
const [MIN_WIDTH, MAX_WIDTH] = [250, 980]
const TICK_WIDTH = 92
const MAX_LABEL = 14

/** Levels under both conditions above the effect, report by report, with the change points through both. */
export function historyFigure(history: History, metric: HistoryMetric): Figure {
  const { unit, points, changes } = metric
  const [off, on] = history.conditions
  const { short } = unitWords(unit)
  const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, STEP * history.reports.length))
  const x = xAxis(history, width)
  const cuts = changes.map(({ before, after }, index) => ({
    place: (before + after) / 2,
    mark: markOf(index),
  }))
  const effects = effectsOf(points)
  const panels = [
    levelPanel(history, metric, { x, cuts, width }),
    ...(effects.length === 0 ? [] : [effectPanel(effects, unit, { x, cuts, width })]),
  ]
  return {
    id: `history-${metric.metric}`,
    title: short === '' ? 'Levels and effect' : `Levels (${short}) and effect`,
    subtitle: `${metric.level === 'median' ? 'Medians' : 'Means'} of the runs of each report, and the effect of ${on}`,
    alt: `${metricSentences(metric).join(' ')} ${[[off, 'baseline'] as const, [on, 'treatment'] as const]
      .map(([label, side]) => rangeOf(label, points, side, unit))
      .join('; ')}.`,
    howToRead: `A mark is one report, at equal distances: dates may be far apart. Thin bars: intervals, of levels those of the runs of that report alone. Dashed lines with a letter: change points; broad pale lines: medians of the reports between them.`,
    spec: { vconcat: panels, spacing: 18 },
    table: {
      columns: ['Report', 'Experiment', off, on, `Effect of ${on}`],
      rows: points.map((point) => {
        const name = history.reports[point.report - 1]?.experiment ?? ''
        if (point.missing !== null) return [String(point.report), name, 'no value', 'no value', 'no value']
        const level = (one: HistoryPoint['baseline']) =>
          one === null ? 'no value' : valueText(one.value, unit)
        const effect = point.effect === null ? 'no value' : changeText(point.effect, unit)
        return [String(point.report), name, level(point.baseline), level(point.treatment), effect]
      }),
    },
  }
}

function rangeOf(
  label: string,
  points: readonly HistoryPoint[],
  side: 'baseline' | 'treatment',
  unit: string,
): string {
  const values = points.flatMap((point) => point[side]?.value ?? [])
  if (values.length === 0) return `${label}: no value`
  const [first, last] = [values[0], values.at(-1)] as [number, number]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const [a, b, c, d] = [first, last, least, most].map((value) => valueText(value, unit))
  return `${label}: first ${a}, last ${b}, between ${c} and ${d}`
}

/** Places of reports with what stands below some of them: date and kernel, that which orders first. */
function xAxis({ reports, order }: History, width: number): object {
  const n = reports.length
  const most = Math.max(2, Math.floor(width / TICK_WIDTH))
  const step = Math.max(1, Math.ceil((n - 1) / Math.max(1, most - 1)))
  const values = Array.from({ length: Math.floor((n - 1) / step) + 1 }, (_, index) => 1 + index * step)
  const labels = values.map((place) => {
    const { recordedAt, kernel } = reports[place - 1] as History['reports'][number]
    const version = printable(
      (kernel === null ? null : shortRelease(kernel)) ?? kernel ?? 'no kernel',
      MAX_LABEL,
    )
    return order === 'time' ? [dayOf(recordedAt), version] : [version, dayOf(recordedAt)]
  })
  return {
    field: 'place',
    type: 'quantitative',
    scale: { domain: [0.5, n + 0.5], nice: false, zero: false },
    axis: {
      title: null,
      values,
      grid: false,
      labelExpr: `(${JSON.stringify(labels)})[round((datum.value - 1) / ${step})]`,
      labelAngle: 0,
      labelFlush: false,
    },
  }
}
