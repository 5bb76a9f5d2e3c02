import type { Report, ReportComparison } from '../model/report.js'
import { UNITS } from '../model/units.js'
import { confidenceText } from '../report/effect-text.js'
import { comparisonCells, NONE } from './cells.js'
import { verdictText } from './verdict-words.js'

/** A row of the tables of metrics in text forms. */
export interface MetricRow {
  comparison: ReportComparison
  /** Title with its unit. */
  title: string
  baseline: string
  treatment: string
  change: string
  /** With its level, unless all rows have the same. */
  interval: string
  verdict: string
  p: string
}

/** The rows as texts, and the level of their confidence intervals where all have one. */
export function metricRows(rows: readonly ReportComparison[]): { level: string | null; rows: MetricRow[] } {
  const levels = new Set(
    rows.flatMap(({ effect }) => (effect === null || effect.lower === null ? [] : [confidenceText(effect)])),
  )
  const level = levels.size === 1 ? ([...levels][0] ?? null) : null
  return {
    level,
    rows: rows.map((comparison) => {
      const cells = comparisonCells(comparison)
      const unit = UNITS[comparison.unit].short
      // the unit stands with the title
      const bare = (text: string) => (unit === '' ? text : text.replace(`\u202f${unit}`, ''))
      return {
        comparison,
        title: unit === '' ? comparison.title : `${comparison.title}, ${unit}`,
        baseline: cells.baseline,
        treatment: cells.treatment,
        change: bare(cells.estimate),
        interval:
          cells.interval === NONE
            ? NONE
            : `${level === null ? `${cells.confidence} ` : ''}${bare(cells.interval)}`,
        verdict: comparison.family === 'descriptive' ? 'not tested' : verdictText(comparison),
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
