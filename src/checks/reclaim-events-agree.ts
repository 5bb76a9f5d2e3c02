import { rangeText } from '../base/percent.js'
import { valueOf } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

/** A reading of /proc/vmstat and the tracer do not begin and end at the same moment. */
const agrees = (traced: number, counted: number) => Math.abs(traced - counted) <= Math.max(2, 0.02 * counted)

/** Pages reclaimed may be a little more or fewer: the tracer runs a little longer than the window. */
const FEWER = 0.95
const MORE = 1.05
const FEW_PAGES = 500

export const reclaimEventsAgree: CheckDef = {
  id: 'reclaim-events-agree',
  title: 'Traced stalls vs. allocstall',
  why:
    'The kernel counts each direct reclaim in allocstall as it begins, so a trace of them that lost none has just as many. Where the ' +
    'two differ, stalls were missed, and the time stalled and its longest stalls are those of a part.',
  action:
    'Record direct reclaim again with larger buffers; until then use allocstall and PSI, which nothing can lose.',
  run({ runs }) {
    const known = runs.flatMap((run) => {
      const [reclaim, vmstat] = [valueOf(run, 'direct-reclaim'), valueOf(run, 'vmstat')]
      if (!run.included || reclaim === null || vmstat === null) return []
      const zones = [...vmstat.deltas].filter(([counter]) => /^allocstall(_|$)/.test(counter))
      if (zones.length === 0) return []
      const counted = zones.reduce((sum, [, stalls]) => sum + stalls, 0)
      const [pages, stolen] = [reclaim.reclaimedPages, vmstat.deltas.get('pgsteal_direct')]
      return [{ id: run.id, traced: reclaim.stalls, counted, pages, stolen }]
    })
    if (known.length === 0) return null
    const apart = known.filter(({ traced, counted }) => !agrees(traced, counted))
    const shown = apart
      .slice(0, 5)
      .map(({ id, traced, counted }) => `${id}: ${traced} traced, ${counted} counted`)
    const text =
      apart.length === 0
        ? `Traced stalls match allocstall in all ${known.length} runs (within 2% or 2 events).`
        : `Traced stalls differ from allocstall in ${apart.length} of ${known.length} runs: ${shown.join('; ')}.`
    const knownPages = known.flatMap(({ id, pages, stolen }) =>
      pages === null || stolen === undefined || stolen < FEW_PAGES ? [] : [{ id, share: pages / stolen }],
    )
    const more = knownPages.filter(({ share }) => share > MORE)
    const fewer = knownPages.filter(({ share }) => share < FEWER)
    const outcome = apart.length > 0 || more.length > 0 ? 'caution' : fewer.length > 0 ? 'note' : 'pass'
    return { outcome, text: `${text}${pagesText(knownPages, more, fewer)}`, metrics: null }
  },
}

type Share = { id: string; share: number }

function pagesText(all: readonly Share[], more: readonly Share[], fewer: readonly Share[]): string {
  if (all.length === 0) return ''
  const range = rangeText(all.map(({ share }) => share))
  const ids = (shares: readonly Share[]) =>
    shares
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ')
  if (more.length > 0)
    return ` Pages reclaimed are ${range} of pgsteal_direct, more than it counted in ${ids(more)}: one of the two is wrong.`
  if (fewer.length > 0)
    return ` Pages reclaimed are ${range} of pgsteal_direct; where they are fewer (${ids(fewer)}), the counter also has reclaim that is no such stall, before Linux 6.2 that of khugepaged.`
  return ` Pages reclaimed are ${range} of pgsteal_direct.`
}
