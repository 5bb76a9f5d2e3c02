import type { Report } from '../model/report.js'
import { UNITS, type Unit } from '../model/units.js'
import { COUNT_LABEL, conditionScales } from './theme.js'

export type Timeline = Report['timelines'][number]

const WIDTH = 560
const HEIGHT = 84
const MOST_MARKERS = 15

/** "of 1 s", "of 4 s": the width of the bins, which all timelines of one report share as a rule. */
export function binText(timelines: readonly Timeline[]): string {
  const widths = [...new Set(timelines.map(({ binSeconds }) => binSeconds))].sort((a, b) => a - b)
  return widths.map((seconds) => `${seconds} s`).join(' or ')
}

export function axisLabel(unit: Unit): string {
  if (unit === 'share') return "format(datum.value, '.0%')"
  return unit === 'bytes' ? `${COUNT_LABEL} + (datum.value == 0 ? '' : 'B')` : COUNT_LABEL
}

export function unitText(title: string, unit: Unit): string {
  if (unit === 'share') return `${title}, share of the time`
  const { short } = UNITS[unit]
  return short === '' || unit === 'bytes' ? title : `${title}, ${short}`
}

/** Rows of a timeline as Vega-Lite wants them: one for each bin and condition, at the middle of the bin. */
export function bins(timeline: Timeline, labels: readonly [string, string]) {
  const every = Math.ceil(timeline.t.length / MOST_MARKERS)
  const side = (condition: string, { median, lower, upper }: Timeline['baseline']) =>
    timeline.t.flatMap((start, bin) => {
      const middle = median[bin]
      if (middle === null || middle === undefined) return []
      const at = start + timeline.binSeconds / 2
      const marked = bin % every === 0
      return [
        {
          condition,
          t: at,
          median: middle,
          lower: lower[bin] ?? middle,
          upper: upper[bin] ?? middle,
          marked,
        },
      ]
    })
  return [...side(labels[0], timeline.baseline), ...side(labels[1], timeline.treatment)]
}

/** One row of the small multiples: median of the runs as a line, all runs as a band. */
export function row(timeline: Timeline, labels: readonly [string, string], end: number, last: boolean) {
  // the same in every row, which makes it one for all of them
  const legend = { orient: 'top', title: null, symbolSize: 60, symbolOpacity: 1, labelFontSize: 12 }
  const scales = conditionScales(labels)
  const color = { ...scales.color, legend }
  const shape = { ...scales.shape, legend }
  const x = {
    field: 't',
    type: 'quantitative',
    scale: { domain: [0, end], nice: false },
    axis: {
      title: last ? 'seconds since the start of the measured window' : null,
      labels: last,
      tickCount: 8,
    },
  } as const
  const y = {
    type: 'quantitative',
    scale: { zero: true, nice: true },
    axis: {
      title: null,
      tickCount: 3,
      labelExpr: axisLabel(timeline.unit),
      minExtent: 44,
      maxExtent: 44,
    },
  } as const
  const strokeDash = {
    field: 'condition',
    type: 'nominal',
    legend,
    scale: {
      domain: [...labels],
      range: [
        [1, 0],
        [6, 3],
      ],
    },
  }
  return {
    title: { text: unitText(timeline.title, timeline.unit), anchor: 'start', frame: 'group', offset: 6 },
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
