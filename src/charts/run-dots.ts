import { formatNumber } from '../base/number-format.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Report, ReportComparison } from '../model/report.js'
import { UNITS } from '../model/units.js'
import { estimateText, intervalText } from '../report/effect-text.js'
import { COUNT_LABEL, conditionScales, RATIO_LABEL, ratioTicks, SIGNED_LABEL } from './theme.js'

const DECIDED = new Set(['improved', 'regressed', 'higher', 'lower'])

const MAX_DRAWN = 8

const distance = ({ effect }: ReportComparison) =>
  effect?.scale === 'ratio' ? Math.abs(Math.log(effect.estimate)) : Number.POSITIVE_INFINITY

/**
 * Figures of all metrics would fill a megabyte. Drawn are the primary ones, then of those that were found to differ the ones that
 * differ most, up to MAX_DRAWN; where there are none of either, the first.
 */
function chosen(report: Report): { drawn: ReportComparison[]; left: number } {
  const measured = report.comparisons.filter(
    ({ family, baseline, treatment }) => family !== 'descriptive' && baseline.n > 0 && treatment.n > 0,
  )
  const primary = measured.filter(({ family }) => family === 'primary')
  const found = measured
    .filter(({ family, verdict }) => family !== 'primary' && DECIDED.has(verdict))
    .sort((a, b) => distance(b) - distance(a) || (a.metric < b.metric ? -1 : 1))
  const wanted = [...primary, ...found.slice(0, Math.max(0, MAX_DRAWN - primary.length))]
  const drawn = wanted.length > 0 ? wanted : measured.slice(0, MAX_DRAWN)
  return { drawn, left: measured.length - drawn.length }
}

/** One figure for each metric that is drawn: every run a dot, the medians, and the effect with its interval on its own axis. */
export const runDots: ChartDef = {
  id: 'run-dots',
  figures: (report) => chosen(report).drawn.map((comparison) => figure(report, comparison)),
  absent(report) {
    const { left } = chosen(report)
    return left === 0
      ? null
      : `Run by run: ${left} secondary ${left === 1 ? 'metric' : 'metrics'} that differ less or not certainly; the values are in report.json.`
  },
}

const WIDTH = 240
const HEIGHT = 180

function figure(report: Report, comparison: ReportComparison): Figure {
  const { metric, unit, baseline, treatment, effect } = comparison
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const sides = [
    { label: labels[0], summary: baseline },
    { label: labels[1], summary: treatment },
  ]
  const title = UNITS[unit].short === '' ? comparison.title : `${comparison.title} (${UNITS[unit].short})`
  const longest = Math.max(baseline.n, treatment.n)
  const dots = sides.flatMap(({ label, summary }) =>
    summary.values.map((value, index) => ({
      condition: label,
      run: summary.runs[index] ?? '',
      place: index - (summary.n - 1) / 2,
      value,
    })),
  )
  const medians = sides.flatMap(({ label, summary }) =>
    summary.median === null ? [] : [{ condition: label, median: summary.median }],
  )
  const x = {
    field: 'condition',
    type: 'nominal',
    sort: [...labels],
    axis: { title: null, labelAngle: 0, ticks: false, labelPadding: 8 },
  } as const
  const zero = dots.some(({ value }) => value === 0)
  const y = {
    type: 'quantitative',
    scale: { zero, nice: true },
    axis: {
      title,
      titleAngle: 0,
      titleAlign: 'left',
      titleAnchor: 'end',
      titleY: -14,
      titleX: -36,
      labelExpr: COUNT_LABEL,
    },
  } as const
  const raw = {
    width: WIDTH,
    height: HEIGHT,
    layer: [
      {
        data: { values: medians },
        mark: { type: 'tick', thickness: 2, size: 92, opacity: 0.6 },
        encoding: { x, y: { ...y, field: 'median' } },
      },
      {
        data: { values: dots },
        mark: { type: 'point', filled: true, size: 60, opacity: 1 },
        encoding: {
          x,
          xOffset: {
            field: 'place',
            type: 'quantitative',
            scale: { domain: [-longest / 2 - 1, longest / 2 + 1] },
          },
          y: { ...y, field: 'value' },
          ...conditionScales(labels),
        },
      },
    ],
  }
  const panel = effectPanel(comparison)
  return {
    id: `runs-${metric}`,
    title: `${comparison.title} by run`,
    subtitle: `${title}; one dot for each run, ${baseline.n} + ${treatment.n}; the line is the median`,
    alt: `${comparison.title} by run. ${sides.map(({ label, summary }) => `${label}: median ${summary.median === null ? 'none' : formatNumber(summary.median)}, n ${summary.n}`).join('; ')}. ${effect === null ? 'No effect could be estimated.' : `Change ${estimateText(effect, unit)}, interval ${intervalText(effect, unit)}.`}`,
    howToRead:
      'Left, every run in the order in which it was given or planned; right, the estimated change with its interval, grey where it would not matter. An interval that crosses 0 does not exclude that nothing changed.',
    tooltip: {
      run: 'Run',
      condition: 'Condition',
      value: title,
      median: 'Median',
      estimate: effect?.scale === 'ratio' ? 'Ratio' : 'Change',
      lower: 'from',
      upper: 'to',
    },
    spec: {
      spacing: 60,
      bounds: 'flush',
      padding: 4,
      hconcat: panel === null ? [raw] : [raw, panel],
    },
    table: {
      columns: ['Run', 'Condition', title],
      rows: dots.map((dot) => [dot.run, dot.condition, formatNumber(dot.value, 4)]),
    },
  }
}

function effectPanel({ effect, smallestEffect, unit }: ReportComparison): object | null {
  if (effect === null) return null
  const ratio = effect.scale === 'ratio'
  const { relative, absolute } = smallestEffect
  const [least, most] = ratio ? [1 / (1 + relative), 1 + relative] : [-absolute, absolute]
  const values = [
    {
      change: 'change',
      estimate: effect.estimate,
      lower: effect.lower ?? effect.estimate,
      upper: effect.upper ?? effect.estimate,
      least,
      most,
    },
  ]
  const ends = [effect.lower ?? effect.estimate, effect.upper ?? effect.estimate, least, most]
  let domain: [number, number]
  let axis: object
  if (ratio) {
    const reach = Math.max(1.1, ...ends.flatMap((end) => (end > 0 ? [end, 1 / end] : [])))
    domain = [1 / (reach * 1.05), reach * 1.05]
    axis = { values: ratioTicks(...domain, 5), labelExpr: RATIO_LABEL }
  } else {
    const reach = Math.max(...ends.map(Math.abs)) * 1.1
    domain = [-reach, reach]
    axis = { labelExpr: SIGNED_LABEL }
  }
  const scale = ratio
    ? { type: 'log', domain, nice: false }
    : { type: 'linear', domain, nice: false, zero: false }
  const title = ratio || UNITS[unit].short === '' ? 'change' : `change (${UNITS[unit].short})`
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    scale,
    axis: {
      ...axis,
      orient: 'right',
      title,
      titleAngle: 0,
      titleAlign: 'right',
      titleAnchor: 'end',
      titleY: -14,
      titleX: 52,
    },
  })
  return {
    width: 70,
    height: HEIGHT,
    data: { values },
    layer: [
      { mark: { type: 'rect', color: 'var(--band)' }, encoding: { y: y('least'), y2: { field: 'most' } } },
      {
        mark: { type: 'rule', opacity: 0.5 },
        encoding: { y: { datum: ratio ? 1 : 0, type: 'quantitative', scale } },
      },
      ...(effect.lower === null
        ? []
        : [
            {
              mark: { type: 'rule', size: 2 },
              encoding: { x: { value: 35 }, y: y('lower'), y2: { field: 'upper' } },
            },
          ]),
      {
        mark: { type: 'point', filled: true, size: 80, color: 'currentColor', opacity: 1 },
        encoding: { x: { value: 35 }, y: y('estimate') },
      },
    ],
  }
}
