import { lowerFirst } from '../base/lower-first.js'
import { formatNumber } from '../base/number-format.js'
import { percent } from '../base/percent.js'
import { COLLAPSED_RUNS } from '../metrics/work.js'
import type { DiffRow, GateOutcome } from '../model/diff.js'
import { unitWords } from '../model/units.js'
import { changeText, confidenceText, estimateText, intervalText, valueText } from '../report/effect-text.js'
import { CHANGED_WORDS, isChanged, pText } from '../report/sentence-parts.js'
import type { BareRow } from './bare-row.js'

export const OUTCOME_WORDS: Readonly<Record<GateOutcome, string>> = {
  pass: 'pass',
  fail: 'fail',
  'cannot-tell': 'cannot tell',
}

export type Question = 'levels' | 'effects'

/** The metric and the condition, as they are named in every sentence about the row. */
export function subject(
  { title, condition }: Pick<DiffRow, 'title' | 'condition'>,
  question: Question,
): string {
  if (question === 'effects') return `Effect on ${lowerFirst(title)}`
  return condition === null ? title : `${title} with ${condition}`
}

const plural = ({ metric }: Pick<DiffRow, 'metric'>) => metric === COLLAPSED_RUNS

/** One row in a sentence or two, never more certain than its verdict; the manner is that of a report's findings. */
export function rowText(row: BareRow, question: Question): string {
  const { verdict, effect, unit, clarity, reason } = row
  const name = subject(row, question)
  const is = plural(row) && question === 'levels' ? 'are' : 'is'
  const why = reason === null ? '' : ` ${reason}`
  const change = effect === null ? '' : `${changeText(effect, unit)} `
  if (isChanged(verdict)) {
    const unsure =
      clarity === 'size-uncertain' ? ` The CI includes changes within ±${toleratedText(row)}.` : ''
    return `${name} ${CHANGED_WORDS[verdict]}: ${change}${evidence(row, question)}.${unsure}`
  }
  switch (verdict) {
    case 'equivalent':
      return `${name} ${is} equivalent within ±${toleratedText(row)}: ${change}${evidence(row, question)}.`
    case 'did-not-occur':
      return `${name} did not occur (0 in all ${row.base.n + row.new.n} sessions).`
    case 'not-comparable':
      return `${name} ${is} not comparable.${why}`
    default: {
      return `${name} ${is} inconclusive: ${change}${evidence(row, question)}.${excludedText(row)}${why}`
    }
  }
}

/** "(median 3 892 → 4 003 bogo-ops/s; adjusted one-sided p = 0.015; 5 + 5 sessions)". */
function evidence({ base, new: after, unit, test, effect }: BareRow, question: Question): string {
  const parts: string[] = []
  if (base.median !== null && after.median !== null) {
    const { short } = unitWords(unit)
    const show = (value: number) =>
      question === 'effects' && effect !== null
        ? estimateText({ ...effect, estimate: value, lower: null, upper: null }, unit)
        : valueText(value, unit)
    const suffix = question === 'effects' || short === '' ? '' : ` ${short}`
    parts.push(
      `median ${question === 'effects' ? 'effect ' : ''}${show(base.median)} → ${show(after.median)}${suffix}`,
    )
  }
  if (test.pAdjusted !== null) parts.push(`adjusted one-sided ${pText(test.pAdjusted)}`)
  parts.push(`${base.n} + ${after.n} sessions`)
  return `(${parts.join('; ')})`
}

/** What a row that passes has shown all the same, where its verdict does not say it. */
export function excludedText(row: BareRow): string {
  if (row.outcome !== 'pass' || (row.verdict !== 'inconclusive' && row.verdict !== 'regressed')) return ''
  return ` The CI excludes a regression beyond ${toleratedText(row)}.`
}

/** "3.0%", "0.10 faults/s"; empty where nothing can be said. */
export function toleratedText({
  tolerated,
  effect,
  unit,
}: Pick<DiffRow, 'tolerated' | 'effect' | 'unit'>): string {
  if (tolerated === null) return ''
  if (effect?.scale !== 'difference') return `${formatNumber(100 * tolerated, 2)}%`
  if (unit === 'share') return `${formatNumber(100 * tolerated, 2)} percentage points`
  const { short } = unitWords(unit)
  return `${formatNumber(tolerated, 2)}${short === '' ? '' : ` ${short}`}`
}

/** The two cells of a table: the estimate, and the interval with its level. */
export function effectCells({ effect, unit }: Pick<DiffRow, 'effect' | 'unit'>): [string, string] {
  if (effect === null) return ['', '']
  if (effect.lower === null) return [estimateText(effect, unit), '']
  return [estimateText(effect, unit), `${confidenceText(effect)} CI ${intervalText(effect, unit)}`]
}

/** The outcome of the gate in a sentence. */
export function summaryOf(rows: readonly Pick<DiffRow, 'outcome'>[], maxRegression: number | null): string {
  const count = (outcome: GateOutcome) => rows.filter((row) => row.outcome === outcome).length
  const beyond = maxRegression === null ? 'its smallest effect' : percent(maxRegression)
  const of = (n: number) => `${n} of ${rows.length} ${rows.length === 1 ? 'comparison' : 'comparisons'}`
  const [failed, passed] = [count('fail'), count('pass')]
  if (failed > 0) return `Fail: ${of(failed)} regressed.`
  if (passed === rows.length)
    return `Pass: the data exclude a regression beyond ${beyond} in ${rows.length === 1 ? 'the comparison' : `all ${rows.length} comparisons`}.`
  return `Cannot tell: nothing is shown to have regressed, and ${of(rows.length - passed)} ${rows.length - passed === 1 ? 'does' : 'do'} not exclude it.`
}

/** Worst first, then as the metrics came. */
export function worstFirst<Row extends { outcome: GateOutcome }>(rows: readonly Row[]): Row[] {
  const rank: Record<GateOutcome, number> = { fail: 0, 'cannot-tell': 1, pass: 2 }
  return [...rows].sort((a, b) => rank[a.outcome] - rank[b.outcome])
}
