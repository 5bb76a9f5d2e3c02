import type { Report } from '../model/report.js'
import { comparisonCells, NONE, provenance } from './cells.js'
import { type FAMILIES, verdictText } from './verdict-words.js'

/** A report among others, and where its pages lie next to the overview; null where there is none. */
export interface Entry {
  report: Report
  html: string | null
  md: string | null
}

export const OVERVIEW_TITLE = 'Multi-gen LRU: experiments compared'
export const OVERVIEW_NOTE =
  'Each experiment is judged by itself, from its own runs; nothing is pooled, and p is not adjusted across them. ' +
  'Selecting the best of many experiments inflates the false-positive rate.'

/** Kernels in order of their version, then experiments by name. */
export function sorted(entries: readonly Entry[]): Entry[] {
  const version = ({ report }: Entry) => (report.host?.kernel.match(/\d+/g) ?? []).slice(0, 3).map(Number)
  return [...entries].sort((a, b) => {
    const [left, right] = [version(a), version(b)]
    for (let place = 0; place < 3; place++) {
      const difference = (left[place] ?? -1) - (right[place] ?? -1)
      if (difference !== 0) return difference
    }
    const [one, other] = [a.report.experiment.id, b.report.experiment.id]
    return one < other ? -1 : one > other ? 1 : 0
  })
}

/** What an experiment was made on and how sound it is, in cells. */
export function factsOf({ report }: Entry): string[] {
  const facts = new Map(provenance(report))
  const count = (outcome: string) => report.checks.filter((check) => check.outcome === outcome).length
  const [broken, cautions] = [count('invalidates'), count('caution')]
  const included = (index: 0 | 1) =>
    report.runs.filter((run) => run.included && run.condition === report.conditions[index].id).length
  return [
    facts.get('Kernel') ?? NONE,
    facts.get('Workload') ?? NONE,
    facts.get('Machine') ?? NONE,
    `${included(0)} + ${included(1)}`,
    broken > 0
      ? `✗ invalid (${broken} of ${report.checks.length} checks)`
      : cautions > 0
        ? `! ${cautions} ${cautions === 1 ? 'warning' : 'warnings'}`
        : '✓ no warning',
  ]
}

export const FACTS = ['Kernel', 'Workload', 'Machine', 'Runs', 'Validity'] as const

type Family = (typeof FAMILIES)[number]

/** The metrics that any of the experiments has in the family, in the order in which they come. */
export function metricsOf(entries: readonly Entry[], family: Family): { id: string; title: string }[] {
  const titles = new Map<string, string>()
  for (const { report } of entries)
    for (const one of report.comparisons)
      if (one.family === family && !titles.has(one.metric)) titles.set(one.metric, one.title)
  return [...titles].map(([id, title]) => ({ id, title }))
}

/** What an experiment says of a metric: verdict, change, interval; a dash where it has none. */
export function verdictOf({ report }: Entry, metric: string, family: Family): [string, ...string[]] {
  const comparison = report.comparisons.find((one) => one.metric === metric && one.family === family)
  if (comparison === undefined || comparison.baseline.n === 0 || comparison.treatment.n === 0) return [NONE]
  const { estimate, interval } = comparisonCells(comparison)
  return [verdictText(comparison), ...[estimate, interval].filter((part) => part !== NONE)]
}
