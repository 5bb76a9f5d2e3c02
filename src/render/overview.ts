import type { Report, ReportComparison } from '../model/report.js'
import { clipped } from '../report/command-summary.js'
import { machineClass } from '../report/machine-class.js'
import { workloadText } from '../report/screen-facts.js'
import { comparisonCells, NONE } from './cells.js'
import { type FAMILIES, verdictText } from './verdict-words.js'

type Family = (typeof FAMILIES)[number]

/** What an experiment says of a metric. */
export interface EntryMetric {
  id: string
  title: string
  unit: string
  family: Family
  verdict: ReportComparison['verdict']
  effect: ReportComparison['effect']
  /** Verdict with its sign, change, interval; a dash where it has none. */
  texts: [string, ...string[]]
}

/** What is shown of a report among others, and where its pages lie next to the overview; null where there is none. */
export interface Entry {
  id: string
  html: string | null
  md: string | null
  /** Of the kernel's version the first three numbers. */
  version: number[]
  kernel: string
  workload: string
  machine: string
  runs: string
  validity: string
  metrics: EntryMetric[]
}

export const OVERVIEW_TITLE = 'Multi-gen LRU: experiments compared'
export const OVERVIEW_NOTE =
  'Each experiment is judged by itself, from its own runs; nothing is pooled, and p is not adjusted across them. ' +
  'Selecting the best of many experiments inflates the false-positive rate.'
/** More columns than these nobody reads, and a page of 1,000 reports would not stay small. */
const MAX_COLUMNS = 10
const MAX_SECONDARY_CELLS = 4000
const NOT_RECORDED = 'not recorded'

/** All that is kept of a report: a thousand of them fit into memory, and the reports need not. */
export function entryOf(report: Report, html: string | null, md: string | null): Entry {
  const included = (index: 0 | 1) =>
    report.runs.filter((run) => run.included && run.condition === report.conditions[index].id).length
  const { host, workload } = report
  return {
    id: report.experiment.id,
    html,
    md,
    version: (host?.kernel.match(/\d+/g) ?? []).slice(0, 3).map(Number),
    kernel: host?.kernel ?? NOT_RECORDED,
    workload: clipped(workload?.profile ?? workloadText(report) ?? NOT_RECORDED, 60),
    machine: machineClass(report) ?? NOT_RECORDED,
    runs: `${included(0)} + ${included(1)}`,
    validity: validityOf(report),
    metrics: report.comparisons.map((comparison) => {
      const { metric, title, unit, family, verdict, effect } = comparison
      return { id: metric, title, unit, family, verdict, effect, texts: textsOf(comparison) }
    }),
  }
}

function validityOf({ checks }: Report): string {
  const count = (outcome: string) => checks.filter((check) => check.outcome === outcome).length
  const [broken, cautions] = [count('invalidates'), count('caution')]
  if (broken > 0) return `✗ invalid (${broken} of ${checks.length} checks)`
  return cautions > 0 ? `! ${cautions} ${cautions === 1 ? 'warning' : 'warnings'}` : '✓ no warning'
}

function textsOf(comparison: ReportComparison): [string, ...string[]] {
  if (comparison.baseline.n === 0 || comparison.treatment.n === 0) return [NONE]
  const { estimate, interval, confidence } = comparisonCells(comparison)
  if (estimate === NONE) return [verdictText(comparison)]
  return [verdictText(comparison), interval === NONE ? estimate : `${estimate}, ${confidence} CI ${interval}`]
}

/** Kernels in order of their version, then experiments by name. */
export function sorted(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => {
    for (let place = 0; place < 3; place++) {
      const difference = (a.version[place] ?? -1) - (b.version[place] ?? -1)
      if (difference !== 0) return difference
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
  })
}

export const FACTS = ['Kernel', 'Machine class', 'Workload', 'Runs', 'Validity'] as const
export const factsOf = ({ kernel, machine, workload, runs, validity }: Entry): string[] => [
  kernel,
  machine,
  workload,
  runs,
  validity,
]

type Column = { id: string; title: string }

/** Metrics of the family with a column: those that most experiments have, in the order in which they come; and how many have none. */
export function metricsOf(entries: readonly Entry[], family: Family): { columns: Column[]; further: number } {
  const found = new Map<string, Column & { n: number }>()
  for (const { metrics } of entries)
    for (const { id, title, family: of } of metrics)
      if (of === family) {
        const one = found.get(id) ?? { id, title, n: 0 }
        one.n++
        found.set(id, one)
      }
  const most =
    family === 'primary'
      ? MAX_COLUMNS
      : found.size * entries.length > MAX_SECONDARY_CELLS
        ? 0
        : Number.POSITIVE_INFINITY
  const shown = new Set([...found.values()].sort((a, b) => b.n - a.n).slice(0, most))
  return {
    columns: [...found.values()].filter((one) => shown.has(one)).map(({ id, title }) => ({ id, title })),
    further: found.size - shown.size,
  }
}

/** What an experiment says of a metric; a dash where it has none. */
export function verdictOf({ metrics }: Entry, metric: string, family: Family): readonly string[] {
  return metrics.find(({ id, family: of }) => id === metric && of === family)?.texts ?? [NONE]
}

/** Where the metrics without a column are; empty where all have one. */
export function furtherText(further: number, family: Family): string {
  if (further === 0) return ''
  return `${further} ${family === 'primary' ? 'further primary' : 'secondary'} ${further === 1 ? 'metric is' : 'metrics are'} in index.csv.`
}
