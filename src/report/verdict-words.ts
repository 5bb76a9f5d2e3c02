import type { Verdict } from '../model/comparison.js'

/** What of a comparison its word depends on. */
/** What the word of a verdict depends on. */
export interface Judged {
  verdict: Verdict
  test: { p: number | null }
}

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

/** "inconclusive" is said of what was tested: without a test there is a description alone. */
export const isUntested = ({ verdict, test }: Judged) => verdict === 'inconclusive' && test.p === null

export const UNTESTED = 'not tested'

export const verdictWord = (one: Judged): string => (isUntested(one) ? UNTESTED : VERDICT_WORDS[one.verdict])

const ORDER = Object.values(VERDICT_WORDS).flatMap((word) =>
  word === VERDICT_WORDS.inconclusive ? [word, UNTESTED] : [word],
)

/** How many have each verdict: "3 regressed, 16 inconclusive". */
export function verdictCounts(rows: readonly Judged[]): string {
  return ORDER.map((word) => [rows.filter((one) => verdictWord(one) === word).length, word] as const)
    .flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`]))
    .join(', ')
}
