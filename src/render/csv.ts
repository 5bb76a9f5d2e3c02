import { printable } from '../base/printable.js'
import type { Report } from '../model/report.js'

type Cell = string | number | boolean | null

/**
 * RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe in front, and what a terminal would obey
 * becomes visible.
 */
function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = value
    .split('\n')
    .map((line) => printable(line, 4000))
    .join('\n')
  const safe = /^\s*[=+\-@\t\r]/.test(value) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

/** One row for each run and metric that has a value: the raw values behind every comparison. */
export function renderRunsCsv(report: Report): string {
  const runs = new Map(report.runs.map((run) => [run.id, run]))
  const rows = report.comparisons.flatMap(({ metric, unit, baseline, treatment }) =>
    [baseline, treatment].flatMap((summary) =>
      summary.values.map((value, index): Cell[] => {
        const id = summary.runs[index] ?? ''
        const run = runs.get(id)
        return [id, run?.condition ?? null, run?.block ?? null, run?.position ?? null, metric, unit, value]
      }),
    ),
  )
  return csv(['run', 'condition', 'block', 'position', 'metric', 'unit', 'value'], rows)
}

/** One row for each metric: medians, effect, interval, test, verdict. */
export function renderComparisonsCsv(report: Report): string {
  const rows = report.comparisons.map(({ baseline, treatment, effect, test, ...one }): Cell[] => [
    one.metric,
    one.unit,
    one.better,
    one.family,
    one.verdict,
    one.clarity,
    baseline.n,
    baseline.median,
    treatment.n,
    treatment.median,
    effect?.scale ?? null,
    effect?.estimate ?? null,
    effect?.lower ?? null,
    effect?.upper ?? null,
    effect?.confidence ?? null,
    test.name,
    test.p,
    test.pAdjusted,
    one.moreBlocksNeeded,
    one.reason,
  ])
  return csv(
    [
      'metric',
      'unit',
      'better',
      'family',
      'verdict',
      'clarity',
      'baseline_n',
      'baseline_median',
      'treatment_n',
      'treatment_median',
      'effect_scale',
      'effect',
      'lower',
      'upper',
      'confidence',
      'test',
      'p',
      'p_adjusted',
      'more_blocks_needed',
      'reason',
    ],
    rows,
  )
}
