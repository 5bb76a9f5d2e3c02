import { includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import { reclaimedPages } from '../tables/reclaimed.js'
import type { CheckDef } from './check.js'

/** Events that stay silent while pages are reclaimed, where their code is not on the path that reclaim takes. */
const EVENTS = [
  'mm_vmscan_lru_shrink_inactive',
  'mm_vmscan_lru_isolate',
  'mm_vmscan_lru_shrink_active',
] as const

export const silentEvents: CheckDef = {
  id: 'silent-events',
  title: 'Silent tracepoints',
  why:
    'A tracepoint that never fired is not a zero count: the kernel may not emit it on the path that reclaim took, or it was lost. With ' +
    'MGLRU on, kernels before 6.7 emit no scan at all, although pages are scanned and reclaimed. The check compares with /proc/vmstat.',
  action: 'Use the counters of /proc/vmstat on this kernel, not the count of these tracepoints.',
  run(experiment) {
    const sides = experiment.conditions.map(({ id, label }) => ({
      label,
      ...sums(includedRuns(experiment, id)),
    }))
    if (sides.every(({ traced }) => traced === 0)) return null
    const silent: string[] = []
    const spoke: string[] = []
    for (const { label, traced, fired, reclaimed } of sides) {
      if (traced === 0) continue
      // a handful of pages may be reclaimed on another path, and then silence proves nothing
      if (reclaimed < 1000)
        spoke.push(
          `with ${label} almost nothing was reclaimed (${reclaimed} pages), so silence means nothing`,
        )
      else {
        const names = EVENTS.filter((event) => (fired.get(event) ?? 0) === 0)
        const others = EVENTS.filter((event) => !names.includes(event))
        if (names.length > 0)
          silent.push(
            `with ${label} ${names.join(', ')} never fired in ${traced} runs although ${reclaimed} pages were reclaimed: not comparable`,
          )
        if (others.length > 0)
          spoke.push(
            `with ${label} ${others.map((event) => `${event} fired ${fired.get(event)} times`).join(', ')}`,
          )
      }
    }
    const text = [...silent, ...spoke].join('; ')
    return {
      outcome: silent.length > 0 ? 'note' : 'pass',
      text: `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
      metrics: null,
    }
  },
}

/** Over the runs that have both the events and the counters. */
function sums(runs: readonly RunData[]) {
  const fired = new Map<string, number>()
  let [traced, reclaimed] = [0, 0]
  for (const run of runs) {
    const [vmscan, vmstat] = [valueOf(run, 'vmscan'), valueOf(run, 'vmstat')]
    if (vmscan === null || vmstat === null) continue
    traced++
    for (const [event, count] of vmscan.events) fired.set(event, (fired.get(event) ?? 0) + count)
    reclaimed += reclaimedPages(vmstat.deltas)
  }
  return { fired, traced, reclaimed }
}
