import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import type { Comparison } from '../model/comparison.js'
import type { DiffRow } from '../model/diff.js'
import type { PublishedReport } from '../model/report.js'
import { findingOf } from '../report/findings.js'
import type { Conditions } from '../report/sentence-parts.js'
import type { BareRow } from './bare-row.js'
import { comparisonOf, type PublishedComparison, type Recording } from './recording.js'
import { excludesWorse, outcomeOf, toleranceOf } from './row-outcome.js'
import { excludedText } from './words.js'

/**
 * The conditions of one report, such as two kernels that were booted in turn: the verdicts are the report's own, and its interval says what
 * is excluded.
 * @throws InputError where a named metric is not in the report
 */
export function conditionRows(
  { report, path }: Recording,
  named: readonly string[] | null,
  maxRegression: number | null,
): DiffRow[] {
  const rows: PublishedComparison[] =
    named === null
      ? report.comparisons.filter(({ family }) => family === 'primary')
      : named.map((id) => {
          const row = comparisonOf(report, id)
          if (row !== undefined) return row
          throw new InputError({
            path,
            expected: `a report with the metric ${printable(id)}`,
            found: 'none of that name',
            remedy: 'name metrics that the report has with --metrics',
          })
        })
  return rows.map((row) => rowOf(row, report, maxRegression))
}

function rowOf(row: PublishedComparison, report: PublishedReport, maxRegression: number | null): DiffRow {
  const { better, unit, verdict, effect, equivalence } = row
  const side = ({ n, median, values }: PublishedComparison['baseline']) => ({
    n,
    median,
    values: [...values],
  })
  const interval = equivalence ?? effect
  const { baseline, treatment } = row
  const tolerance =
    effect === null || baseline.median === null || treatment.median === null
      ? null
      : toleranceOf(effect.scale, row, maxRegression, [baseline.median, treatment.median])
  const to = (value: number) => (effect?.scale === 'ratio' ? Math.log(value) : value)
  const excludes =
    verdict === 'did-not-occur' ||
    (verdict !== 'not-comparable' &&
      tolerance !== null &&
      interval !== null &&
      interval.lower !== null &&
      interval.upper !== null &&
      interval.confidence !== null &&
      excludesWorse(
        { lower: to(interval.lower), upper: to(interval.upper), confidence: interval.confidence },
        tolerance.margin,
        better,
      ))
  const bare: BareRow = {
    metric: row.metric,
    title: row.title,
    unit,
    better,
    condition: null,
    tolerated: tolerance?.shown ?? null,
    base: side(baseline),
    new: side(treatment),
    effect: effect === null ? null : { ...effect },
    test: { name: row.test.name, p: row.test.p, pAdjusted: row.test.pAdjusted },
    verdict,
    clarity: row.clarity,
    // what was asked to be tolerated is, also where it is certain
    outcome: maxRegression !== null && excludes ? 'pass' : outcomeOf(verdict, excludes),
    reason: row.reason,
  }
  const text = findingOf(
    row as Comparison,
    report.conditions as unknown as Conditions,
    report.experiment.kind,
  )
  return { ...bare, text: `${text}${excludedText(bare)}` }
}
