import type { Experiment } from '../experiment/experiment.js'
import { includedRuns } from '../experiment/experiment.js'

const MEBIBYTE = 1 << 20

/** Where the workload ran, what limited it, and of whom each row counts: a paragraph of the methods; empty where none of it was recorded. */
export function workloadText(experiment: Experiment): string[] {
  const groups = includedRuns(experiment).flatMap(({ cgroup }) => cgroup ?? [])
  const [first] = groups
  if (first === undefined) return []
  const limits = [...new Set(groups.flatMap(({ limits }) => Object.keys(limits)))].sort().flatMap((name) => {
    const values = [...new Set(groups.map((group) => group.limits[name] ?? 'unknown'))]
    // what is at its default limits nothing
    if (
      values.every(
        (value) => value === 'max' || value === '0' || (name.endsWith('writeback') && value === '1'),
      )
    )
      return []
    return [`${name} ${values.map(size).join(' or ')}`]
  })
  const limited = limits.length === 0 ? 'without a limit' : `with ${limits.join(', ')}`
  const apart = first.collectors === null ? '' : ' The collectors ran in a cgroup next to it.'
  return [
    `Workload. In a cgroup of its own, ${limited}.${apart} Metrics called Cgroup count what is in it, those of the workload what the workload itself reports, all others the whole machine; the glossary has the scope of each.`,
  ]
}

const size = (value: string) =>
  /^\d{1,15}$/.test(value) && Number(value) >= MEBIBYTE
    ? `${Number((Number(value) / MEBIBYTE).toFixed(1))} MiB`
    : value
