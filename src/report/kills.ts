import { type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'

const MAX_NAMES = 5

/** What the OOM killer did in each included run that traced it and had a kill. */
export function kills(experiment: Experiment): Report['kills'] {
  return includedRuns(experiment).flatMap((run) => {
    const oom = valueOf(run, 'oom')
    if (oom === null || oom.kills === 0) return []
    const counts = new Map<string, number>()
    // the kernel does not always tell a name
    for (const { name } of oom.victims.filter((one) => one.name !== '' && one.name !== '?'))
      counts.set(name, (counts.get(name) ?? 0) + 1)
    const victims = [...counts]
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, MAX_NAMES)
      .map(([name]) => name)
    return [{ run: run.id, kills: oom.kills, victims, firstSeconds: oom.firstSeconds }]
  })
}
