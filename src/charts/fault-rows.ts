import { median } from 'simple-statistics'
import { textWidth } from '../base/columns.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import type { Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { COUNT_LABEL, conditionScales } from './theme.js'

/** Every power of ten of the axis, or every second one where they are many. */
function decades(from: number, to: number): number[] {
  const all = Math.round(Math.log10(to / from))
  return Array.from({ length: all + 1 }, (_, power) => from * 10 ** power).filter(
    (_, power) => all <= 8 || power % 2 === 0,
  )
}

export interface FaultRow {
  name: string
  baseline: readonly number[]
  treatment: readonly number[]
}

/** Rows of dots, one for each run, the conditions above each other: what several figures of page faults share. */
export function faultRows(
  what: string,
  column: string,
  rows: readonly FaultRow[],
  labels: readonly [string, string],
  /** Runs in the order of the values of a row, for each condition; null where rows are of different runs. */
  runs: readonly [readonly string[], readonly string[]] | null = null,
): Pick<Figure, 'alt' | 'tooltip' | 'spec' | 'table'> {
  const sides = rows.flatMap(({ name, baseline, treatment }) => [
    { name, condition: labels[0], values: baseline, runs: runs?.[0] },
    { name, condition: labels[1], values: treatment, runs: runs?.[1] },
  ])
  const dots = sides.flatMap(({ name, condition, values, runs }) =>
    values
      .map((faults, index) => ({ name, condition, ...(runs && { run: runs[index] }), faults }))
      .filter(({ faults }) => faults > 0),
  )
  const medians = sides.flatMap(({ name, condition, values }) => {
    const middle = values.length === 0 ? 0 : median([...values])
    return middle > 0 ? [{ name, condition, median: middle }] : []
  })
  const y = {
    field: 'name',
    type: 'nominal',
    sort: rows.map(({ name }) => name),
    axis: {
      title: what,
      titleAngle: 0,
      titleAlign: 'right',
      titleAnchor: 'start',
      titleY: -10,
      titleX: -8,
      ticks: false,
      domain: false,
      labelPadding: 10,
    },
  } as const
  const yOffset = {
    field: 'condition',
    type: 'nominal',
    sort: [...labels],
    scale: { domain: [...labels], paddingOuter: 0.4 },
  } as const
  const counts = dots.map(({ faults }) => faults)
  const decade = (value: number, way: (power: number) => number) => 10 ** way(Math.log10(value))
  const domain = [
    decade(Math.min(...counts, 10), Math.floor),
    decade(Math.max(...counts, 10), Math.ceil),
  ] as const
  const ticks = decades(...domain)
  const x = {
    type: 'quantitative',
    scale: { type: 'log', domain, nice: false },
    axis: {
      title: 'page faults in a run (log scale)',
      values: ticks,
      // vega drops every second one of more than the theme's count
      tickCount: ticks.length,
      labelExpr: COUNT_LABEL,
    },
  } as const
  const cells = (values: readonly number[]) =>
    values.length === 0
      ? 'no trace'
      : `${formatNumber(median([...values]))} (${formatCount(Math.min(...values))} to ${formatCount(Math.max(...values))})`
  return {
    alt: rows
      .map(
        ({ name, baseline, treatment }) =>
          `${name}: ${labels[0]} ${cells(baseline)}, ${labels[1]} ${cells(treatment)}`,
      )
      .join('; '),
    tooltip: {
      name: column,
      ...(runs && { run: 'Run' }),
      condition: 'Condition',
      faults: 'Page faults',
      median: 'Median of the runs',
    },
    spec: {
      width: 480,
      height: rows.length * 36,
      autosize: 'none',
      padding: {
        left: 24 + 7 * Math.max(12, ...rows.map(({ name }) => textWidth(name))),
        top: 28,
        right: 20,
        bottom: 40,
      },
      layer: [
        {
          data: { values: dots },
          mark: { type: 'point', filled: true, size: 40, opacity: 1 },
          encoding: { y, yOffset, x: { ...x, field: 'faults' }, ...conditionScales(labels) },
        },
        {
          data: { values: medians },
          mark: { type: 'tick', thickness: 2, size: 12 },
          encoding: { y, yOffset, x: { ...x, field: 'median' } },
        },
      ],
    },
    table: {
      columns: [column, `${labels[0]}: median (range)`, `${labels[1]}: median (range)`],
      rows: rows.map(({ name, baseline, treatment }) => [name, cells(baseline), cells(treatment)]),
    },
  }
}

/** Included runs of which there is a trace, in the order of the report's values. */
export function tracedRuns({ conditions, runs }: Report): readonly [string[], string[]] {
  const of = (condition: string) =>
    runs
      .filter((run) => run.included && run.faults !== null && run.condition === condition)
      .map(({ id }) => id)
  return [of(conditions[0].id), of(conditions[1].id)]
}
