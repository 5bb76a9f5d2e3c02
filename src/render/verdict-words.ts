import type { ReportComparison } from '../model/report.js'

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
export function verdictText({ verdict, clarity }: ReportComparison): string {
  const word = verdict.replaceAll('-', ' ')
  return `${GLYPHS[verdict]} ${word}${clarity === 'size-uncertain' ? ', size uncertain' : ''}`
}

export const CHECK_WORDS = {
  pass: '✓ pass',
  note: 'i note',
  caution: '! caution',
  invalidates: '✗ invalidates',
} as const

export const FAMILY_TITLES = {
  primary: 'Primary metrics',
  secondary: 'Secondary metrics',
  descriptive: 'Described, not tested',
} as const

export const FAMILIES = ['primary', 'secondary', 'descriptive'] as const
export const BETTER_WORDS = {
  lower: 'less is better',
  higher: 'more is better',
  neither: 'neither is better',
} as const
