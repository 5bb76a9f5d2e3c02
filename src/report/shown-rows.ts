import type { Report, ReportComparison } from '../model/report.js'

/** Metrics that are 0 by nature on a machine without swap. */
const NEEDS_SWAP = /^(?:swap-(?:in|out)|refault-anon|reclaim-write)-/

/** The comparisons of a family as a reader wants them: what changed first, what there is nothing to show of as names. */
export interface ShownRows {
  rows: ReportComparison[]
  /** 0 in every run of both conditions. */
  didNotOccur: ReportComparison[]
  /** No run of at least one condition has a value. */
  notMeasured: ReportComparison[]
  /** Cannot be anything but 0 on a machine without swap. */
  withoutSwap: ReportComparison[]
}

const RANK: Record<ReportComparison['verdict'], number> = {
  improved: 0,
  regressed: 0,
  higher: 0,
  lower: 0,
  equivalent: 1,
  inconclusive: 2,
  'not-comparable': 3,
  'did-not-occur': 4,
}

const distance = ({ effect }: ReportComparison) =>
  effect?.scale === 'ratio' && effect.estimate > 0 ? Math.abs(Math.log(effect.estimate)) : 0

export function shownRows(report: Report, family: ReportComparison['family']): ShownRows {
  const all = report.comparisons.filter((one) => one.family === family)
  const noSwap = report.host !== null && report.host.swap.length === 0
  const withoutSwap = all.filter((one) => noSwap && NEEDS_SWAP.test(one.metric) && isZero(one))
  const rest = all.filter((one) => !withoutSwap.includes(one))
  const notMeasured = rest.filter(
    ({ verdict, baseline, treatment }) =>
      verdict !== 'not-comparable' && (baseline.n === 0 || treatment.n === 0),
  )
  const measured = rest.filter((one) => !notMeasured.includes(one))
  const didNotOccur = measured.filter(({ verdict }) => verdict === 'did-not-occur')
  const rows = measured.filter((one) => !didNotOccur.includes(one))
  // primary metrics keep the order in which they were declared
  if (family !== 'primary')
    rows.sort((a, b) => RANK[a.verdict] - RANK[b.verdict] || distance(b) - distance(a))
  return { rows, didNotOccur, notMeasured, withoutSwap }
}

const isZero = ({ baseline, treatment }: ReportComparison) =>
  [...baseline.values, ...treatment.values].every((value) => value === 0)

/** What a family has no row for, a line for each reason; names are lower-case titles. */
export function foldedLines({ didNotOccur, notMeasured, withoutSwap }: ShownRows): string[] {
  const line = (what: string, some: readonly ReportComparison[]) =>
    some.length === 0 ? [] : [`${what}: ${some.map(({ title }) => title).join('; ')}.`]
  return [
    ...line('Did not occur (0 in every run)', didNotOccur),
    ...line('Not recorded', notMeasured),
    ...line('Not possible without swap', withoutSwap),
  ]
}
