import { compareReleases, shortRelease } from '../base/kernel-version.js'
import type { ChangedFact, History } from '../model/history.js'
import type { Report } from '../model/report.js'
import { machineClass } from './machine-class.js'
import { sizeText } from './screen-facts.js'

export interface Given {
  /** How the report is named where it cannot be shown. */
  name: string
  report: Report
}

type Left = History['left'][number]

/** The reports in the order asked for, and those that have no place in it. The order does not depend on that of the arguments. */
export function inOrder(
  given: readonly Given[],
  order: History['order'],
): { placed: Report[]; left: Left[] } {
  const left: Left[] = []
  const placed = given.filter(({ name, report }) => {
    const reason = whyUnplaced(report, order)
    if (reason !== null) left.push({ report: name, reason })
    return reason === null
  })
  const byKernel = (a: Report, b: Report) => compareReleases(a.host?.kernel ?? '', b.host?.kernel ?? '')
  const byTime = (a: Report, b: Report) => startOf(a) - startOf(b)
  placed.sort(
    ({ name: m, report: a }, { name: n, report: b }) =>
      (order === 'kernel' ? byKernel(a, b) : 0) ||
      byTime(a, b) ||
      compareText(a.experiment.id, b.experiment.id) ||
      compareText(m, n),
  )
  return { placed: placed.map(({ report }) => report), left }
}

function whyUnplaced(report: Report, order: History['order']): string | null {
  if (order === 'time') return hasStart(report) ? null : 'it does not tell when it was recorded'
  if (report.host === null) return 'it does not tell its kernel'
  return shortRelease(report.host.kernel) === null ? `no version in "${report.host.kernel}"` : null
}

const hasStart = ({ experiment }: Report) => Number.isFinite(Date.parse(experiment.recordedAt ?? ''))
/** Milliseconds; of one kernel those without a start come last. */
const startOf = (report: Report) =>
  hasStart(report) ? Date.parse(report.experiment.recordedAt ?? '') : Number.MAX_SAFE_INTEGER
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const NOT_RECORDED = 'not recorded'

/** What of a report may explain a change. */
const FACTS: readonly { fact: string; of(report: Report): string | null }[] = [
  { fact: 'Kernel', of: ({ host }) => host?.kernel ?? null },
  { fact: 'Distribution', of: ({ host }) => host?.distribution ?? null },
  { fact: 'Machine class', of: machineClass },
  {
    fact: 'Swap',
    of: ({ host }) => host?.swap.map(({ kind, bytes }) => `${kind} ${sizeText(bytes)}`).join(', ') ?? null,
  },
  { fact: 'Version of mglru-report', of: ({ tool }) => tool.version },
]

/** The facts that are not the same in two reports. */
export function changedFacts(before: Report, after: Report): ChangedFact[] {
  return FACTS.flatMap(({ fact, of }) => {
    const [a, b] = [before, after].map((report) => of(report) ?? NOT_RECORDED) as [string, string]
    return a === b ? [] : [{ fact, before: a, after: b }]
  })
}

/** For each report the place, from 1, of the first that shares a boot with it; null where none does. */
export function firstOfBoots(reports: readonly Report[]): (number | null)[] {
  const seen = new Map<string, number>()
  return reports.map(({ experiment: { boots } }, index) => {
    const known = boots.flatMap((boot) => seen.get(boot) ?? [])
    const first = known.length === 0 ? null : Math.min(...known)
    for (const boot of boots) seen.set(boot, first ?? index + 1)
    return first
  })
}
