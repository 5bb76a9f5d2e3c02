import { smallestOf } from '../compare/blocks-question.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Effect } from '../model/comparison.js'
import type { Report, ReportComparison } from '../model/report.js'
import { confidenceText, estimateText, intervalText } from '../report/effect-text.js'
import { BAND, RATIO_LABEL, ratioTicks } from './theme.js'

type Row = ReportComparison & { effect: Effect & { lower: number; upper: number } }

/** Every tested metric on one axis: how much, how sure, and whether that matters. */
export const effectForest: ChartDef = {
  id: 'effect-forest',
  figures(report) {
    const rows = report.comparisons.filter(isDrawable)
    return rows.length === 0 ? [] : [figure(report, rows)]
  },
}

function isDrawable(comparison: ReportComparison): comparison is Row {
  const { effect, family, verdict } = comparison
  return (
    family !== 'descriptive' &&
    verdict !== 'not-comparable' &&
    effect?.scale === 'ratio' &&
    effect.lower !== null &&
    effect.upper !== null
  )
}

const BETTER = { lower: 'lower is better', higher: 'higher is better', neither: '' }

function figure(report: Report, rows: Row[]): Figure {
  const sorted = [...rows].sort((a, b) =>
    a.family < b.family
      ? -1
      : a.family > b.family
        ? 1
        : Math.abs(Math.log(b.effect.estimate)) - Math.abs(Math.log(a.effect.estimate)),
  )
  const label = (row: Row) => (row.better === 'neither' ? row.title : `${row.title} (${BETTER[row.better]})`)
  const text = (row: Row) =>
    `${estimateText(row.effect, row.unit)}, ${confidenceText(row.effect)} CI ${intervalText(row.effect, row.unit)}: ${row.verdict}`
  const reach = Math.max(1.25, ...sorted.flatMap(({ effect }) => [effect.upper, 1 / effect.lower]))
  const domain = [1 / (reach * 1.05), reach * 1.05] as [number, number]
  const order = sorted.map(label)
  const values = sorted.map((row) => ({
    metric: label(row),
    estimate: row.effect.estimate,
    lower: row.effect.lower,
    upper: row.effect.upper,
    // an absolute limit can be many times a small level
    least: Math.max(domain[0], 1 / (1 + smallestOf(row).effect)),
    most: Math.min(domain[1], 1 + smallestOf(row).effect),
    filled: row.better === 'neither' ? 'hollow' : 'filled',
    text: text(row),
  }))
  const treatment = report.conditions[1].label
  const y = {
    field: 'metric',
    type: 'nominal',
    sort: order,
    axis: { title: null, labelLimit: 600, ticks: false, domain: false, offset: 8 },
  } as const
  const scale = { type: 'log', domain, nice: false } as const
  const axis = {
    title: `change with ${treatment}`,
    values: ratioTicks(...domain),
    labelExpr: RATIO_LABEL,
    labelFlush: false,
  }
  return {
    id: 'effect-forest',
    folded: true,
    title: 'Changes by metric',
    subtitle: `Change, ${treatment} vs. ${report.conditions[0].label}; log-ratio scale`,
    alt: sorted.map((row) => `${row.title}: ${text(row)}`).join('; '),
    howToRead:
      'Dot: estimate. Line: CI at its level. Gray: equivalence margin. Hollow dot: no preferred direction. Metrics with a zero in some run are only in the tables.',
    tooltip: { metric: 'Metric', text: 'Change' },
    spec: {
      data: { values },
      // drawn without a canvas, text has no exact width: room is given by hand, and labels are not cut
      autosize: 'none',
      padding: {
        left: 24 + 6.3 * Math.max(...order.map((one) => one.length)),
        top: 4,
        right: 300,
        bottom: 40,
      },
      width: 320,
      height: sorted.length * 30,
      layer: [
        {
          mark: { type: 'bar', color: BAND, height: 26 },
          encoding: { y, x: { field: 'least', type: 'quantitative', scale, axis }, x2: { field: 'most' } },
        },
        { mark: { type: 'rule', opacity: 0.5 }, encoding: { x: { datum: 1, type: 'quantitative', scale } } },
        {
          mark: { type: 'rule', size: 2 },
          encoding: { y, x: { field: 'lower', type: 'quantitative', scale }, x2: { field: 'upper' } },
        },
        {
          mark: { type: 'point', size: 70, stroke: 'currentColor', opacity: 1, strokeWidth: 2 },
          encoding: {
            y,
            x: { field: 'estimate', type: 'quantitative', scale },
            fill: {
              field: 'filled',
              type: 'nominal',
              legend: null,
              scale: { domain: ['filled', 'hollow'], range: ['currentColor', 'var(--page)'] },
            },
          },
        },
        {
          mark: { type: 'text', align: 'left' },
          encoding: { y, x: { value: 332 }, text: { field: 'text', type: 'nominal' } },
        },
      ],
    },
    table: {
      columns: ['Metric', 'Change', 'CI', 'Level', 'Verdict'],
      rows: sorted.map((row) => [
        row.title,
        estimateText(row.effect, row.unit),
        intervalText(row.effect, row.unit),
        confidenceText(row.effect),
        row.verdict,
      ]),
    },
  }
}
