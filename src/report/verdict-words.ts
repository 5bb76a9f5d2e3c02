import type { Verdict } from '../model/comparison.js'

/** What each verdict is called in sentences and tables, in the order in which they are counted. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  improved: 'improved',
  regressed: 'regressed',
  higher: 'increased',
  lower: 'decreased',
  equivalent: 'equivalent',
  inconclusive: 'inconclusive',
  'did-not-occur': 'did not occur',
  'not-comparable': 'not comparable',
}

/** How many have each verdict: "3 regressed, 16 inconclusive". */
export function verdictCounts(rows: readonly { verdict: Verdict }[]): string {
  return Object.entries(VERDICT_WORDS)
    .map(([verdict, word]) => [rows.filter((one) => one.verdict === verdict).length, word] as const)
    .flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`]))
    .join(', ')
}
