import { formatNumber } from '../base/number-format.js'
import type { Figure, Grid } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { UNITS, type Unit } from '../model/units.js'
import { COUNT_LABEL, conditionLines } from './theme.js'

/** What a point of a timeline says of itself. */
const TIMELINE_TOOLTIP = {
  condition: 'Condition',
  t: 'Seconds',
  median: 'Median run',
  lower: 'Minimum',
  upper: 'Maximum',
}

export type Timeline = Report['timelines'][number]

/** Rates below one in a second are written out: 0.5, not 500m. */
const RATE_LABEL = `datum.value < 1 ? format(datum.value, '~g') : ${COUNT_LABEL}`

const WIDTH = 236
const HEIGHT = 96
const MAX_MARKERS = 12
const MAX_DRAWN = 48

/** "of 1 s", "of 4 s": the width of the bins, which all timelines of one report share as a rule. */
export function binText(timelines: readonly Timeline[]): string {
  const widths = [...new Set(timelines.map(({ binSeconds }) => binSeconds))].sort((a, b) => a - b)
  return widths.map((seconds) => `${seconds} s`).join(' or ')
}

function axisLabel(unit: Unit): string {
  if (unit === 'share') return "format(datum.value, '.0%')"
  return unit === 'bytes' ? "format(datum.value, ',')" : RATE_LABEL
}

function unitText(title: string, unit: Unit): string {
  if (unit === 'share') return `${title}, % of the time`
  const { short } = UNITS[unit]
  if (unit === 'bytes') return `${title}, MiB`
  return short === '' ? title : `${title}, ${short}`
}

/** Memory is drawn and written in MiB. */
const MIB = 2 ** 20

/** Bins that are drawn together, so that a picture has no more than MAX_DRAWN: neighbours, from the first on. */
function joined(timeline: Timeline): number {
  return Math.ceil(timeline.t.length / MAX_DRAWN)
}

/** Said under a figure whose bins are joined. */
export function joinedText(timelines: readonly Timeline[]): string {
  const most = Math.max(...timelines.map(joined))
  return most === 1
    ? ''
    : ` The picture joins ${most} bins each: the mean of their medians, the least and the greatest of their ranges.`
}

/** Rows of a timeline as Vega-Lite wants them: one for each bin and condition, at the middle of the bin. */
function bins(timeline: Timeline, labels: readonly [string, string]) {
  const step = joined(timeline)
  const drawn = timeline.unit === 'bytes' ? MIB : 1
  const every = step * Math.ceil(timeline.t.length / step / MAX_MARKERS)
  const side = (condition: string, { median, lower, upper }: Timeline['baseline']) =>
    timeline.t.flatMap((start, bin) => {
      if (bin % step !== 0) return []
      const values = (of: readonly (number | null)[]) =>
        of.slice(bin, bin + step).filter((value) => value !== null)
      const middles = values(median)
      if (middles.length === 0) return []
      return [
        {
          condition,
          t: start + (step * timeline.binSeconds) / 2,
          median: middles.reduce((sum, value) => sum + value, 0) / middles.length / drawn,
          lower: Math.min(...values(lower)) / drawn,
          upper: Math.max(...values(upper)) / drawn,
          marked: bin % every === 0,
        },
      ]
    })
  return [...side(labels[0], timeline.baseline), ...side(labels[1], timeline.treatment)]
}

/** Where the longest of the timelines ends, in seconds. */
export const endOf = (rows: readonly Timeline[]) =>
  Math.max(...rows.map(({ t, binSeconds }) => (t.at(-1) ?? 0) + binSeconds))

/** A panel of the small multiples; `end` of the shared time axis in seconds, `most` of a shared vertical one. */
export function timelinePanel(
  report: Report,
  timeline: Timeline,
  grid: Grid,
  end: number,
  most?: number,
): Figure {
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const { baseline, treatment, title, unit } = timeline
  return {
    id: `time-${timeline.id}`,
    grid,
    time: 'measured-seconds',
    tooltip: TIMELINE_TOOLTIP,
    title: unitText(title, unit),
    subtitle: `${baseline.runs} + ${treatment.runs} runs`,
    alt: `${title} over time. ${labels[0]} ${peak(timeline, baseline)}; ${labels[1]} ${peak(timeline, treatment)}.`,
    howToRead: grid.howToRead,
    spec: panelSpec(timeline, labels, end, most),
    table: timelineTable([timeline], labels),
  }
}

/** Median of the runs as a line, all runs as a band. */
function panelSpec(timeline: Timeline, labels: readonly [string, string], end: number, most?: number) {
  const { color: hue, shape: form, strokeDash: dash } = conditionLines(labels)
  // the caption of the grid names the lines once
  const color = { ...hue, legend: null }
  const shape = { ...form, legend: null }
  const strokeDash = { ...dash, legend: null }
  const x = {
    field: 't',
    type: 'quantitative',
    scale: { domain: [0, end], nice: false },
    axis: { title: 'seconds', tickCount: 5 },
  } as const
  const y = {
    type: 'quantitative',
    scale: most === undefined ? { zero: true, nice: true } : { domain: [0, most], nice: true },
    axis: {
      title: null,
      tickCount: 3,
      labelExpr: axisLabel(timeline.unit),
      minExtent: 44,
      maxExtent: 44,
    },
  } as const
  return {
    width: WIDTH,
    height: HEIGHT,
    data: { values: bins(timeline, labels) },
    layer: [
      {
        mark: { type: 'area', opacity: 0.16 },
        encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: { x, y: { ...y, field: 'median' }, color, strokeDash },
      },
      {
        // markers tell the lines apart without colour; a few do
        transform: [{ filter: 'datum.marked' }],
        mark: { type: 'point', filled: true, size: 26, opacity: 1 },
        encoding: { x, y: { ...y, field: 'median' }, color, shape },
      },
    ],
  }
}

const MAX_ROWS = 12

/** Values of every signal at the starts of bins, of more than 12 bins every second, third and so on. */
function timelineTable(rows: readonly Timeline[], labels: readonly [string, string]) {
  const every = Math.ceil(Math.max(...rows.map(({ t }) => t.length)) / MAX_ROWS)
  const which = every === 1 ? '' : ` (every ${every}${['', '', 'nd', 'rd'][every] ?? 'th'} bin)`
  return {
    columns: ['Signal', `From, s${which}`, ...labels.map((label) => `${label}: median (range)`)],
    rows: rows.flatMap((one) =>
      one.t.flatMap((start, bin) => {
        if (bin % every !== 0) return []
        const cells = [one.baseline, one.treatment].map((side) => cell(side, bin, one.unit))
        return [[`${one.title}, ${tableUnit(one.unit)}`, String(start), ...cells]]
      }),
    ),
  }
}

/** In the unit of `tableUnit`. */
function numberText(value: number, unit: Unit): string {
  return formatNumber(unit === 'share' ? value * 100 : unit === 'bytes' ? value / MIB : value)
}

function tableUnit(unit: Unit): string {
  return unit === 'share' ? '%' : unit === 'bytes' ? 'MiB' : UNITS[unit].short
}

function valueText(value: number, unit: Unit): string {
  const short = tableUnit(unit)
  return `${numberText(value, unit)}${short === '' || short === '%' ? short : `\u202f${short}`}`
}

/** Largest median and when, in words. */
function peak({ t, binSeconds, unit }: Timeline, { median }: Timeline['baseline']): string {
  let at = -1
  for (const [bin, value] of median.entries())
    if (value !== null && (at < 0 || value > (median[at] ?? 0))) at = bin
  const value = at < 0 ? null : median[at]
  if (value === null || value === undefined) return 'not recorded'
  return `at most ${valueText(value, unit)}, ${t[at]} to ${(t[at] ?? 0) + binSeconds} s`
}

function cell({ median, lower, upper }: Timeline['baseline'], bin: number, unit: Unit): string {
  const [middle, least, most] = [median[bin], lower[bin], upper[bin]]
  if (middle === null || middle === undefined) return 'not reached'
  const text = (value: number | null | undefined) => numberText(value ?? middle, unit)
  return `${text(middle)} (${text(least)} to ${text(most)})`
}
