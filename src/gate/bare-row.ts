import { median } from 'simple-statistics'
import type { DiffRow } from '../model/diff.js'
import type { GatedMetric } from './gated-metrics.js'

/** A row without its sentence. */
export type BareRow = Omit<DiffRow, 'text'>

/** What the sessions of a side have, and its median. */
export const sideOf = (values: number[]): DiffRow['base'] => ({
  n: values.length,
  median: values.length === 0 ? null : median(values),
  values,
})

/** A row of which nothing is known yet but the values of both sides. */
export const undecided = (
  { metric, title, unit, better }: GatedMetric,
  condition: string | null,
  base: number[],
  after: number[],
): BareRow => ({
  metric,
  title,
  unit,
  better,
  condition,
  tolerated: null,
  base: sideOf(base),
  new: sideOf(after),
  effect: null,
  test: { name: null, p: null, pAdjusted: null },
  verdict: 'inconclusive',
  clarity: null,
  outcome: 'cannot-tell',
  reason: null,
})
