import type { Report, ReportComparison } from '../model/report.js'
import { unitWords } from '../model/units.js'
import { confidenceText } from '../report/effect-text.js'
import { comparisonCells, NONE } from './cells.js'
import { rowVerdict } from './verdict-words.js'

/** A row of the tables of metrics in text forms. */
export interface MetricRow {
  comparison: ReportComparison
  /** Title with its unit. */
  title: string
  baseline: string
  treatment: string
  change: string
  interval: string
  /** Of the interval; empty without one. */
  level: string
  verdict: string
  p: string
}

/** The rows as texts, the level of their confidence intervals where all have one, and the least and the largest of them. */
export function metricRows(rows: readonly ReportComparison[]): {
  level: string | null
  levels: [least: string, largest: string] | null
  rows: MetricRow[]
} {
  const effects = rows.flatMap(({ effect }) => (effect === null || effect.lower === null ? [] : [effect]))
  effects.sort((a, b) => (a.confidence ?? 0) - (b.confidence ?? 0))
  const [least, largest] = [effects[0], effects.at(-1)]
  const levels: [string, string] | null =
    least === undefined || largest === undefined ? null : [confidenceText(least), confidenceText(largest)]
  const level = levels === null || levels[0] !== levels[1] ? null : levels[0]
  return {
    level,
    levels,
    rows: rows.map((comparison) => {
      const cells = comparisonCells(comparison)
      const unit = unitWords(comparison.unit).short
      // the unit stands with the title
      const bare = (text: string) => (unit === '' ? text : text.replace(`\u202f${unit}`, ''))
      return {
        comparison,
        title: unit === '' ? comparison.title : `${comparison.title}, ${unit}`,
        baseline: cells.baseline,
        treatment: cells.treatment,
        change: bare(cells.estimate),
        interval: cells.interval === NONE ? NONE : bare(cells.interval),
        level: cells.interval === NONE ? '' : cells.confidence,
        verdict: comparison.family === 'descriptive' ? 'not tested' : rowVerdict(comparison),
        p: cells.p,
      }
    }),
  }
}

/** "12 blocks" where all rows have the same n; else each row has its own in the notes. */
export function commonCount({ comparisons }: Report): string | null {
  const counts = new Set(
    comparisons
      .filter(({ metric, test }) => metric !== 'collapsed-runs' && test.n > 0)
      .map((one) => comparisonCells(one).n),
  )
  return counts.size === 1 ? ([...counts][0] ?? null) : null
}

/** Numbers of notes as short as they go: "1, 4-6". */
export function noteRanges(marks: readonly number[]): string {
  const sorted = [...marks].sort((a, b) => a - b)
  const parts: [number, number][] = []
  for (const mark of sorted) {
    const last = parts.at(-1)
    if (last !== undefined && mark === last[1] + 1) last[1] = mark
    else parts.push([mark, mark])
  }
  return parts
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}-${to}`))
    .join(', ')
}
