import type { ReportComparison } from '../model/report.js'
import { absoluteMargin } from '../report/sentence-parts.js'
import { isUntested, type Judged, VERDICT_WORDS, verdictWord } from '../report/verdict-words.js'

const GLYPHS: Record<ReportComparison['verdict'], string> = {
  improved: '✓',
  regressed: '✗',
  higher: '↑',
  lower: '↓',
  equivalent: '=',
  inconclusive: '~',
  'did-not-occur': '0',
  'not-comparable': '–',
}

/** A sign and a word, never colour alone. */
export function verdictText(row: Judged & { clarity?: ReportComparison['clarity'] }): string {
  const glyph = isUntested(row) ? '·' : GLYPHS[row.verdict]
  return `${glyph} ${verdictWord(row)}${row.clarity === 'size-uncertain' ? ', size uncertain' : ''}`
}

/** The verdict of a row; where the interval leaves the margin in percent, with the one that makes it equivalent: "= equivalent within ±0.01 s". */
export function rowVerdict(row: ReportComparison): string {
  const { verdict, effect, smallestEffect } = row
  const share = 1 + smallestEffect.relative
  const beyond =
    effect?.scale === 'ratio' &&
    effect.lower !== null &&
    effect.upper !== null &&
    (effect.lower < 1 / share || effect.upper > share)
  const margin = verdict === 'equivalent' && beyond ? absoluteMargin(row) : null
  return `${verdictText(row)}${margin === null ? '' : ` within ${margin}`}`
}

export const CHECK_WORDS = {
  pass: '✓ pass',
  note: 'i note',
  caution: '! warning',
  invalidates: '✗ fail',
} as const

export const FAMILY_TITLES = {
  primary: 'Primary metrics',
  secondary: 'Secondary metrics',
  descriptive: 'Descriptive metrics (not tested)',
} as const

const GLYPH_OF_WORD = new Map([
  ...Object.entries(VERDICT_WORDS).map(
    ([verdict, word]) => [word, GLYPHS[verdict as ReportComparison['verdict']]] as const,
  ),
  ['less reclaim', GLYPHS.improved] as const,
])

/** The sign before a word of the first screen; empty for words that are no verdict. */
export const glyphOf = (word: string): string => GLYPH_OF_WORD.get(word) ?? ''

export const FAMILIES = ['primary', 'secondary', 'descriptive'] as const
export const BETTER_WORDS = {
  lower: 'lower is better',
  higher: 'higher is better',
  neither: 'no preferred direction',
} as const
