import { percent, rangeText } from '../base/percent.js'
import type { CheckDef } from '../model/check.js'

export const traceAgainstCounter: CheckDef = {
  id: 'trace-against-counter',
  title: 'The trace agrees with the kernel’s own counter',
  why:
    'Lines in a trace can be lost without a word; the counter pgfault in /proc/vmstat cannot. A trace with far fewer faults than the ' +
    'counter missed some, or did not look at all of them; one whose share differs between the conditions makes a difference of its own.',
  run({ conditions, runs }) {
    const shares = conditions.map(({ id }) =>
      runs
        .filter((run) => run.included && run.condition === id)
        .flatMap((run) => {
          const faults = run.streams['page-faults']
          const vmstat = run.streams.vmstat
          const counted = vmstat?.present === true ? vmstat.value.deltas.get('pgfault') : undefined
          if (faults?.present !== true || counted === undefined || counted <= 0) return []
          return [{ run: run.id, traced: faults.value.total, counted, share: faults.value.total / counted }]
        }),
    )
    const all = shares.flat()
    const lowest = all.reduce(
      (low, next) => (low === undefined || next.share < low.share ? next : low),
      all[0],
    )
    if (lowest === undefined) return null
    const text =
      `The trace holds ${rangeText(all.map(({ share }) => share))} of the faults that pgfault counted; least in ${lowest.run} ` +
      `(${lowest.traced} of ${lowest.counted}). The counter also has what no traced trap shows: faults taken in the kernel, pages filled in advance, the tracer’s own start.`
    const far = lowest.share < 0.9
    const more = all.some(({ share }) => share > 1.01)
    const [off, on] = shares.map(
      (side) => side.map(({ share }) => share).sort((a, b) => a - b)[Math.floor((side.length - 1) / 2)],
    )
    const apart = off !== undefined && on !== undefined && Math.abs(off - on) > 0.05
    return {
      outcome: far || more || apart ? 'caution' : 'pass',
      text: `${text}${apart ? ` The middle share differs between the conditions: ${percent(off)} against ${percent(on)}, so differences in traced faults may be differences in tracing.` : ''}${more ? ' Some trace holds more than the counter: the two do not cover the same time.' : ''}`,
      metrics: null,
    }
  },
}
