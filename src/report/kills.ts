import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import { availableAt, killReason, killRole, stallBefore } from '../tables/kills.js'

type Kills = Report['kills'][number]

const MAX_NAMES = 5

/** The kills of each included run that had any: how many, of whom, and a row for each as the kernel log tells it. */
export function kills(experiment: Experiment): Report['kills'] {
  const argv = experiment.manifest?.value.workload.argv
  return includedRuns(experiment).flatMap((run) => {
    // the first collectors wrote the command into the plan alone
    const planned = argv === undefined ? null : { argv, tool: null, requestedSeconds: null }
    const rows = rowsOf({ ...run, workload: run.workload ?? planned })
    const oom = valueOf(run, 'oom')
    const count = oom?.kills ?? rows.length
    if (count === 0) return []
    const traced = (oom?.victims ?? []).map(({ name }) => name).filter((name) => name !== '' && name !== '?')
    // the kernel does not always tell the tracer a name
    const names = traced.length > 0 ? traced : rows.flatMap(({ victim }) => victim ?? [])
    const first = rows.flatMap(({ at }) => at ?? [])
    return [
      {
        run: run.id,
        kills: count,
        victims: mostFrequent(names),
        firstSeconds: oom?.firstSeconds ?? (first.length === 0 ? null : Math.min(...first)),
        rows,
      },
    ]
  })
}

function mostFrequent(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, MAX_NAMES)
    .map(([name]) => name)
}

const MAX_ROWS = 100

function rowsOf(run: RunData): Kills['rows'] {
  return (valueOf(run, 'kernel-log')?.kills ?? []).slice(0, MAX_ROWS).map((kill) => ({
    at: kill.at,
    by: kill.by,
    asker: kill.asker,
    why: killReason(kill),
    victim: kill.name,
    pid: kill.pid,
    role: killRole(kill, run),
    bytes: kill.bytes,
    rank: kill.rank,
    tasks: kill.tasks,
    scope: kill.scope,
    freeBytes: kill.freeBytes,
    swapFreeBytes: kill.swapFreeBytes,
    pageCacheBytes: kill.pageCacheBytes,
    availableBytes: availableAt(run, kill.at),
    stallSeconds: stallBefore(run, kill.at),
  }))
}
