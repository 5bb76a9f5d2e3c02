import { sha256 } from '../base/sha256.js'
import type { PublishedReport } from '../model/report.js'

export type PublishedComparison = PublishedReport['comparisons'][number]

/** One report.json as a side of a diff has it. */
export interface Recording {
  /** As the user named it: in errors, and nowhere else. */
  path: string
  side: 'base' | 'new'
  report: PublishedReport
}

/** The runs that one recording has under one condition. */
export interface Arm {
  /** The same in every recording of the same condition: its settings, or its name where it has none. */
  key: string
  label: string
  ids: readonly string[]
  roles: readonly ('baseline' | 'treatment')[]
}

/** The conditions of a recording; of an A/A one, where both are the same, one with the runs of both. */
export function armsOf({ conditions, experiment }: PublishedReport): Arm[] {
  const arms = conditions.map(({ id, label, role, settings }): Arm => {
    const asked = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))
    const key = asked.length === 0 ? `${id} ${label}` : asked.map((pair) => pair.join('=')).join(', ')
    return { key, label, ids: [id], roles: [role] }
  })
  const [one, other] = arms as [Arm, Arm]
  if (experiment.comparison !== 'same') return arms
  return [
    {
      ...one,
      label: `both conditions (${one.key})`,
      ids: [...one.ids, ...other.ids],
      roles: [...one.roles, ...other.roles],
    },
  ]
}

/** Values of a metric under a condition, one for each run; empty where it was not measured. */
export function valuesOf(comparison: PublishedComparison, { roles }: Arm): number[] {
  return roles.flatMap((role) => comparison[role].values)
}

export const comparisonOf = ({ comparisons }: PublishedReport, metric: string) =>
  comparisons.find((one) => one.metric === metric)

/** What no two recordings share: the hash of the manifest, else of all input files, else of the values themselves. */
export function identityOf({ experiment, inputs, comparisons }: PublishedReport): string {
  if (experiment.manifestSha256 !== null) return `manifest ${experiment.manifestSha256}`
  const files = inputs.map((one) => `${one.sha256} ${one.run}/${one.name}`).sort()
  if (files.length > 0) return `inputs ${sha256(files.join('\n'))}`
  const values = comparisons.map((one) => [one.metric, one.baseline.values, one.treatment.values])
  return `values ${sha256(JSON.stringify(values))}`
}

/** Why a metric of a recording says nothing: a check that invalidates it, in its words; or null. */
export function invalidOf({ checks }: PublishedReport, metric: string): string | null {
  const wrong = checks.find(
    ({ outcome, metrics }) =>
      outcome === 'invalidates' && (metrics === null || (metrics as readonly string[]).includes(metric)),
  )
  return wrong?.text ?? null
}
