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
  label: string
  ids: readonly string[]
  roles: readonly ('baseline' | 'treatment')[]
  /** What the plan asks for, in a fixed order; empty for standalone files and reports of schema version 1. */
  asked: string
  /** Ids with labels: what knows it where nothing is asked for. */
  names: readonly string[]
}

/** The conditions of a recording; of an A/A one, where both are the same, one with the runs of both. */
export function armsOf({ conditions, experiment }: PublishedReport): Arm[] {
  const arms = conditions.map(({ id, label, role, settings }): Arm => {
    const pairs = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))
    const asked = pairs.map((pair) => pair.join('=')).join(', ')
    return { label, ids: [id], roles: [role], asked, names: [`${id} ${label}`] }
  })
  const [one, other] = arms as [Arm, Arm]
  if (experiment.comparison !== 'same') return arms
  return [
    {
      label: one.asked === '' ? 'both conditions' : `both conditions (${one.asked})`,
      ids: [...one.ids, ...other.ids],
      roles: [...one.roles, ...other.roles],
      asked: one.asked,
      names: [...one.names, ...other.names],
    },
  ]
}

/** Whether two recordings have the same condition: the same settings, or where one of them tells none, the same name. */
export function isSameArm(one: Arm, other: Arm): boolean {
  if (one.asked !== '' && other.asked !== '') return one.asked === other.asked
  return one.names.some((name) => other.names.includes(name))
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
