import type { Family } from '../model/comparison.js'
import { benjaminiHochberg, holm } from '../stats/adjust.js'

export interface Tested {
  family: Family
  /** Null for what is not tested. */
  p: number | null
  /** Declared before the data and not measured: the family was declared with it, so it counts like a p of 1. */
  counted?: boolean
}

/**
 * Adjusted p of each, in the order given: Holm over the primary family, Benjamini and Hochberg over the secondary one,
 * none for descriptive metrics. A metric that could not have had a p at or below alpha whatever happened was not tested
 * and takes no part, so that ten counters that never moved do not cost the eleventh its chance (Tarone, Biometrics 46, 1990).
 */
export function adjust(tests: readonly Tested[]): (number | null)[] {
  const adjusted = new Array<number | null>(tests.length).fill(null)
  for (const [family, method] of [
    ['primary', holm],
    ['secondary', benjaminiHochberg],
  ] as const) {
    const members = tests.flatMap((test, index) =>
      test.family === family && (test.p !== null || test.counted === true) ? [{ index, p: test.p ?? 1 }] : [],
    )
    const ps = method(members.map(({ p }) => p))
    for (const [place, { index }] of members.entries())
      if (tests[index]?.p !== null) adjusted[index] = ps[place] ?? null
  }
  return adjusted
}
