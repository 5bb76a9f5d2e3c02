import { valueOf } from '../experiment/experiment.js'
import { usesGenerations } from '../settings/lru-gen.js'
import type { CheckDef } from './check.js'

const SILENT_UNDER_MGLRU = 'mm_vmscan_lru_shrink_active'

export const whichLruRan: CheckDef = {
  id: 'which-lru-ran',
  title: 'Reclaim took the path that its condition says',
  why:
    'The switch says what was asked for; the events of reclaim say what ran. The classic lists announce each scan of the active list, ' +
    'the multi-gen LRU has no such list but makes generations. If that event fires with MGLRU on, or generations are made with MGLRU off, ' +
    'the run belongs to the other condition.',
  action:
    'Check what wrote to /sys/kernel/mm/lru_gen/enabled while the runs were recorded; record them again.',
  run({ conditions, manifest, runs }) {
    if (manifest === null) return null
    const asked = new Map(
      conditions.map(({ id, settings }) => [id, usesGenerations(settings['lru_gen.enabled']) === true]),
    )
    const seen = runs.flatMap((run) => {
      const vmscan = valueOf(run, 'vmscan')
      if (!run.included || vmscan === null) return []
      const fired = vmscan.events.get(SILENT_UNDER_MGLRU) ?? 0
      return [{ id: run.id, on: asked.get(run.condition) === true, fired }]
    })
    if (seen.length === 0 && runs.every((run) => valueOf(run, 'lru-gen') === null)) return null
    const wrong = seen.filter(({ on, fired }) => on && fired > 0)
    if (wrong.length > 0) {
      const shown = wrong.slice(0, 5).map(({ id, fired }) => `${id}: ${fired}`)
      return {
        outcome: 'invalidates',
        text: `${SILENT_UNDER_MGLRU} fired in ${wrong.length} runs with MGLRU on (${shown.join('; ')}): the classic lists were at work there.`,
        metrics: null,
      }
    }
    const madeWithout = runs.flatMap((run) => {
      const created = valueOf(run, 'lru-gen')?.created ?? 0
      const counts = run.included && asked.get(run.condition) === false
      return counts && created > 0 ? [`${run.id}: ${created}`] : []
    })
    if (madeWithout.length > 0)
      return {
        outcome: 'invalidates',
        text: `Generations were made with MGLRU off (${madeWithout.slice(0, 5).join('; ')}): the multi-gen LRU was at work there.`,
        metrics: null,
      }
    const classic = seen.filter(({ on }) => !on)
    const spoke = classic.filter(({ fired }) => fired > 0).length
    const made = runs.filter((run) => run.included && (valueOf(run, 'lru-gen')?.created ?? 0) > 0).length
    const label = conditions.map((condition) => condition.label).join(' and ')
    return {
      outcome: 'pass',
      text: `Of ${seen.length} runs (${label}), none with MGLRU on scanned an active list; ${spoke} of ${classic.length} with MGLRU off did.${made > 0 ? ` Generations were made in ${made} runs, all of them with MGLRU on.` : ''}`,
      metrics: null,
    }
  },
}
