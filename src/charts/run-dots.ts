import { formatNumber } from '../base/number-format.js'
import type { ChartDef, Figure, Grid } from '../model/chart.js'
import type { Report, ReportComparison } from '../model/report.js'
import { unitWords } from '../model/units.js'
import { isPaired, pairsOf } from '../report/counts-text.js'
import { changeText } from '../report/effect-text.js'
import { mainComparison } from '../report/screen-answers.js'
import { shownRows } from '../report/shown-rows.js'
import { labelLines } from './label-lines.js'
import { conditionScales, NUMBER_LABEL } from './theme.js'

const CONCLUSIVE = new Set(['improved', 'regressed', 'higher', 'lower'])
const MAX_DRAWN = 7
/** Values so far apart that a linear axis shows the largest alone. */
const LOG_FROM = 100

/**
 * The metrics drawn run by run: the one that the report answers first, the other primary ones, then of the secondary
 * ones those that changed most, up to MAX_DRAWN in all.
 */
function chosen(report: Report): { drawn: ReportComparison[]; left: number } {
  const drawable = (one: ReportComparison) =>
    one.baseline.n > 0 &&
    one.treatment.n > 0 &&
    one.metric !== 'collapsed-runs' &&
    one.verdict !== 'not-comparable'
  const main = mainComparison(report)
  const primary = shownRows(report, 'primary').rows.filter(drawable)
  const secondary = shownRows(report, 'secondary').rows.filter(drawable)
  const changed = secondary.filter(({ verdict }) => CONCLUSIVE.has(verdict))
  const first = primary.filter((one) => one === main)
  const wanted = [...first, ...primary.filter((one) => one !== main), ...changed].slice(0, MAX_DRAWN)
  const drawn = wanted.length > 0 ? wanted : [...secondary].slice(0, MAX_DRAWN)
  return { drawn, left: primary.length + secondary.length - drawn.length }
}

/** One panel for each metric that is drawn: every run a mark, the two of a block joined, the medians next to them. */
export const runDots: ChartDef = {
  id: 'run-dots',
  figures(report) {
    const { drawn } = chosen(report)
    return drawn.map((comparison) => figure(report, comparison))
  },
  absent(report) {
    const { left } = chosen(report)
    return left === 0
      ? null
      : `No panel by run for ${left} further ${left === 1 ? 'metric' : 'metrics'} (small or inconclusive changes): the values are in the tables, in report.json and in runs.csv.`
  },
}

const WIDTH = 196
const HEIGHT = 150

function grid(report: Report): Grid {
  const [off, on] = report.conditions
  return {
    id: 'runs',
    title: 'Values by run',
    subtitle: `${off.label} left (circles), ${on.label} right (triangles)`,
    howToRead:
      'Each mark is one run; a line joins the two runs of a block, so its slope is the change in that block. Short bar: median. A ring marks a run that collapsed. Without blocks there are no lines, and the marks stand in the order of the runs.',
  }
}

function figure(report: Report, comparison: ReportComparison): Figure {
  const { metric, unit, baseline, treatment, effect, collapsed } = comparison
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const sides = [
    { label: labels[0], summary: baseline },
    { label: labels[1], summary: treatment },
  ]
  const title =
    unitWords(unit).short === '' ? comparison.title : `${comparison.title} (${unitWords(unit).short})`
  const fallen = new Set([...(collapsed?.baseline ?? []), ...(collapsed?.treatment ?? [])])
  const paired = isPaired(comparison)
  const longest = Math.max(baseline.n, treatment.n)
  const dots = sides.flatMap(({ label, summary }) =>
    summary.values.map((value, index) => ({
      condition: label,
      run: summary.runs[index] ?? '',
      place: index - (summary.n - 1) / 2,
      value,
      collapsed: fallen.has(summary.runs[index] ?? ''),
    })),
  )
  const lines = pairsOf(report, comparison).flatMap(({ block, baseline: off, treatment: on }) => [
    { block, condition: labels[0], value: off.value },
    { block, condition: labels[1], value: on.value },
  ])
  const medians = sides.flatMap(({ label, summary }) =>
    summary.median === null ? [] : [{ condition: label, median: summary.median }],
  )
  const values = dots.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const log = least > 0 && most / least >= LOG_FROM
  const x = {
    field: 'condition',
    type: 'nominal',
    sort: [...labels],
    scale: { domain: [...labels] },
    axis: { title: null, labelAngle: 0, ticks: false, labelPadding: 6, labelExpr: labelLines(labels) },
  } as const
  const y = {
    type: 'quantitative',
    scale: log ? { type: 'log', nice: false } : { zero: least === 0, nice: true },
    axis: {
      title: null,
      labelExpr: NUMBER_LABEL,
      tickCount: 4,
      minExtent: 44,
      maxExtent: 44,
      ...(log ? { values: decades(least, most) } : {}),
    },
  } as const
  const place = paired
    ? {}
    : {
        xOffset: {
          field: 'place',
          type: 'quantitative',
          scale: { domain: [-longest / 2 - 1, longest / 2 + 1] },
        },
      }
  return {
    id: `runs-${metric}`,
    grid: grid(report),
    title,
    subtitle: `${effect === null ? 'no change estimated' : changeText(effect, unit)}${log ? '; log scale' : ''}`,
    alt: `${comparison.title} by run. ${sides.map(({ label, summary }) => `${label}: median ${summary.median === null ? 'none' : formatNumber(summary.median)}, n ${summary.n}`).join('; ')}. ${effect === null ? 'No change could be estimated.' : `Change ${changeText(effect, unit)}.`}${fallen.size === 0 ? '' : ` Collapsed runs: ${[...fallen].join(', ')}.`}`,
    howToRead: grid(report).howToRead,
    tooltip: { run: 'Run', block: 'Block', condition: 'Condition', value: title, median: 'Median' },
    spec: {
      width: WIDTH,
      height: HEIGHT,
      layer: [
        ...(paired
          ? [
              {
                data: { values: lines },
                mark: { type: 'line', strokeWidth: 1, opacity: 0.45, color: 'currentColor' },
                encoding: { x, y: { ...y, field: 'value' }, detail: { field: 'block', type: 'nominal' } },
              },
            ]
          : []),
        {
          data: { values: medians },
          mark: { type: 'tick', thickness: 3, size: paired ? 40 : 84, opacity: 0.6 },
          encoding: { x, y: { ...y, field: 'median' } },
        },
        {
          data: { values: dots },
          mark: { type: 'point', filled: true, size: 45, opacity: 1 },
          encoding: { x, ...place, y: { ...y, field: 'value' }, ...conditionScales(labels) },
        },
        ...(fallen.size === 0
          ? []
          : [
              {
                data: { values: dots.filter((dot) => dot.collapsed) },
                mark: {
                  type: 'point',
                  filled: false,
                  size: 190,
                  opacity: 1,
                  color: 'currentColor',
                  strokeWidth: 1.5,
                },
                encoding: { x, ...place, y: { ...y, field: 'value' } },
              },
            ]),
      ],
    },
    table: {
      columns: ['Run', 'Condition', title],
      rows: dots.map((dot) => [
        dot.collapsed ? `${dot.run} (collapsed)` : dot.run,
        dot.condition,
        formatNumber(dot.value, 4),
      ]),
    },
  }
}

/** Powers of ten within the values, at most five of them; their ends where there is none. */
function decades(least: number, most: number): number[] {
  const [from, to] = [Math.ceil(Math.log10(least)), Math.floor(Math.log10(most))]
  const step = Math.max(1, Math.ceil((to - from + 1) / 5))
  const all: number[] = []
  for (let power = from; power <= to; power += step) all.push(10 ** power)
  return all
}
