import type { CheckDef } from '../model/check.js'

/** A reading of /proc/vmstat and the tracer do not begin and end at the same moment. */
const agrees = (traced: number, counted: number) => Math.abs(traced - counted) <= Math.max(2, 0.02 * counted)

export const reclaimEventsAgree: CheckDef = {
  id: 'reclaim-events-agree',
  title: 'Traced stalls agree with the kernel’s own counter',
  why:
    'The kernel counts each direct reclaim in allocstall as it begins, so a trace of them that lost none has just as many. Where the ' +
    'two differ, stalls were missed, and the time stalled and its longest stalls are those of a part.',
  run({ runs }) {
    const known = runs.flatMap((run) => {
      const [reclaim, vmstat] = [run.streams['direct-reclaim'], run.streams.vmstat]
      if (!run.included || reclaim?.present !== true || vmstat?.present !== true) return []
      const zones = [...vmstat.value.deltas].filter(([counter]) => /^allocstall(_|$)/.test(counter))
      if (zones.length === 0) return []
      const counted = zones.reduce((sum, [, stalls]) => sum + stalls, 0)
      return [{ id: run.id, traced: reclaim.value.stalls, counted }]
    })
    if (known.length === 0) return null
    const apart = known.filter(({ traced, counted }) => !agrees(traced, counted))
    const shown = apart
      .slice(0, 5)
      .map(({ id, traced, counted }) => `${id}: ${traced} traced, ${counted} counted`)
    const text =
      apart.length === 0
        ? `In all ${known.length} runs the traced stalls are as many as allocstall counted, within 2 % or 2.`
        : `In ${apart.length} of ${known.length} runs the traced stalls are not as many as allocstall counted: ${shown.join('; ')}.`
    return { outcome: apart.length === 0 ? 'pass' : 'caution', text, metrics: null }
  },
}
