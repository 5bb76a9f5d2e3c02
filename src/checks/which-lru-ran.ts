import { type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'
import type { CheckResult } from '../model/check.js'
import { usesGenerations } from '../settings/lru-gen.js'
import { reclaimedPages } from '../tables/reclaimed.js'
import type { CheckDef } from './check.js'

const ACTIVE_LIST_SCANNED = 'mm_vmscan_lru_shrink_active'

/** A handful of pages may be reclaimed on another path, and then silence proves nothing. */
const MIN_PAGES_RECLAIMED = 1000

export const whichLruRan: CheckDef = {
  id: 'which-lru-ran',
  title: 'LRU implementation in use',
  why:
    'The switch says what was asked for; the events of reclaim say what ran. The active/inactive LRU announces each scan of the active ' +
    'list; the multi-gen LRU has no such list but creates generations. If that event fires with MGLRU on, or generations are created ' +
    'with MGLRU off, the run does not belong to its condition. Where neither occurs, nothing shows which one ran.',
  action:
    'Check what wrote to /sys/kernel/mm/lru_gen/enabled while the runs were recorded; record them again, under memory pressure.',
  run(experiment) {
    if (experiment.manifest === null) return null
    const sides = experiment.conditions.flatMap((condition) => {
      const generations = usesGenerations(condition.settings['lru_gen.enabled'])
      return generations === null
        ? []
        : [{ label: condition.label, generations, ...seen(experiment, condition.id) }]
    })
    if (sides.length === 0 || sides.every(({ traced, dumped }) => traced + dumped === 0)) return null
    const wrong = sides.flatMap(({ generations, scans, created }) => (generations ? scans : created))
    if (wrong.length > 0) return wrongResult(sides, wrong)
    const texts = sides.map(({ label, generations, ...side }) => sideText(label, generations, side))
    const unknown = sides.filter(({ generations, scans, created, silent }) =>
      generations ? created.length === 0 && !silent : scans.length === 0,
    )
    const cannot = unknown.map(({ label }) => label).join(' and ')
    return unknown.length === 0
      ? { outcome: 'pass', text: `${texts.join('; ')}.`, metrics: null }
      : {
          outcome: 'note',
          text: `Cannot tell which LRU ran with ${cannot}: ${texts.join('; ')}.`,
          metrics: null,
        }
  },
}

interface Seen {
  /** Runs with the tracepoint, and with dumps of the generations. */
  traced: number
  dumped: number
  /** Runs in which the active list was scanned, and in which generations were created. */
  scans: string[]
  created: string[]
  /** Pages were reclaimed while the tracepoint was attached, and it never fired. */
  silent: boolean
}

function seen(experiment: Experiment, condition: string): Seen {
  const side: Seen = { traced: 0, dumped: 0, scans: [], created: [], silent: false }
  let reclaimed = 0
  for (const run of includedRuns(experiment, condition)) {
    const events = valueOf(run, 'vmscan')?.events
    const deltas = valueOf(run, 'vmstat')?.deltas
    const created = valueOf(run, 'lru-gen')?.created
    if (events !== undefined) {
      side.traced++
      const fired = events.get(ACTIVE_LIST_SCANNED) ?? 0
      if (fired > 0) side.scans.push(`${run.id}: ${fired}`)
      reclaimed += reclaimedPages(deltas)
    }
    if (created !== undefined && created !== null) {
      side.dumped++
      if (created > 0) side.created.push(`${run.id}: ${created}`)
    }
  }
  return { ...side, silent: side.scans.length === 0 && reclaimed >= MIN_PAGES_RECLAIMED }
}

function wrongResult(
  sides: readonly { generations: boolean; scans: string[]; label: string }[],
  wrong: readonly string[],
): CheckResult {
  const scanned = sides.find(({ generations, scans }) => generations && scans.length > 0)
  const shown = wrong.slice(0, 5).join('; ')
  return {
    outcome: 'invalidates',
    text:
      scanned === undefined
        ? `Generations were created with MGLRU off (${shown}): the multi-gen LRU ran there.`
        : `${ACTIVE_LIST_SCANNED} fired in ${scanned.scans.length} ${scanned.scans.length === 1 ? 'run' : 'runs'} with ${scanned.label} (${shown}): the active/inactive LRU ran there.`,
    metrics: null,
  }
}

function sideText(label: string, generations: boolean, { traced, dumped, scans, created }: Seen): string {
  const facts = [
    ...(traced > 0 ? [`active-list scans in ${scans.length} of ${traced} runs`] : []),
    ...(dumped > 0 && generations ? [`new generations in ${created.length} of ${dumped}`] : []),
  ]
  return `${label}: ${facts.join(', ') || 'neither recorded'}`
}
