import { sha256 } from '../base/sha256.js'
import type { Report } from '../model/report.js'
import { workloadLine } from './workload-line.js'

/** The workload in words that decide whether two reports have the same one; null where none was recorded. */
function workOf({ workload }: Report): string | null {
  const line = workloadLine(workload)
  if (workload === null || line === null) return null
  const { profile, memoryMaxBytes, withheld } = workload
  const limit = memoryMaxBytes === null ? 'no memory limit' : `memory limit ${memoryMaxBytes}`
  return `${profile ?? 'own command'}: ${line}${withheld === 0 ? '' : `, ${withheld} arguments withheld`}, ${limit}`
}

function conditionsOf({ conditions }: Report): string {
  return conditions
    .map(({ label, settings }) => {
      const list = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))
      return `${label}${list.length === 0 ? '' : ` (${list.map(([name, value]) => `${name}=${value}`).join(', ')})`}`
    })
    .join(' vs. ')
}

/** The same runs, whatever the experiment is called. */
const runsOf = (report: Report) =>
  sha256(
    JSON.stringify([
      report.experiment.manifestSha256,
      report.comparisons.map(({ metric, baseline, treatment }) => [
        metric,
        baseline.values,
        treatment.values,
      ]),
    ]),
  )

export interface PoolRefusal {
  /** Which of the reports, by its place. */
  index: number
  expected: string
  found: string
}

/** Why reports cannot be pooled: the first that has no workload, another workload, other conditions, or was given before; null where they can. */
export function poolRefusal(reports: readonly Report[]): PoolRefusal | null {
  const [first] = reports
  if (first === undefined) return null
  const seen = new Map<string, number>()
  for (const [index, report] of reports.entries()) {
    const work = workOf(report)
    if (work === null) return { index, expected: 'a report that tells its workload', found: 'none recorded' }
    if (work !== workOf(first))
      return { index, expected: `the workload of the first report (${workOf(first)})`, found: work }
    if (conditionsOf(report) !== conditionsOf(first))
      return {
        index,
        expected: `the conditions of the first report (${conditionsOf(first)})`,
        found: conditionsOf(report),
      }
    const runs = runsOf(report)
    const before = seen.get(runs)
    if (before !== undefined)
      return { index, expected: 'each report once', found: `the runs of report ${before + 1} again` }
    seen.set(runs, index)
  }
  return null
}
