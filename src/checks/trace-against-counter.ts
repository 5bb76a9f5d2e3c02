import { formatCount } from '../base/number-format.js'
import { percent, rangeText } from '../base/percent.js'
import { includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

export const traceAgainstCounter: CheckDef = {
  id: 'trace-against-counter',
  title: 'Traced faults vs. pgfault',
  why:
    'Lines in a trace can be lost without a word; the counter pgfault in /proc/vmstat cannot. A trace with far fewer faults than the ' +
    'counter missed some, or did not look at all of them; one whose share differs between the conditions makes a difference of its own.',
  action:
    'Use the counter pgfault for totals; record with larger buffers, or trace both user and kernel faults.',
  run(experiment) {
    const shares = experiment.conditions.map(({ id }) => includedRuns(experiment, id).flatMap(shareOf))
    const all = shares.flat()
    const lowest = all.reduce(
      (low, next) => (low === undefined || next.share < low.share ? next : low),
      all[0],
    )
    if (lowest === undefined) return null
    const [off, on] = shares.map((side) => middle(side.map(({ share }) => share)))
    const apart = off !== undefined && on !== undefined && Math.abs(off - on) > 0.05
    const differ = apart
      ? ` The median share differs between the conditions (${percent(off)} vs. ${percent(on)}): differences in traced faults may be differences in tracing.`
      : ''
    if (all.every(({ explained }) => explained)) {
      const off5 = all.filter(({ share }) => Math.abs(share - 1) > TOLERANCE)
      return {
        outcome: off5.length > 0 || apart ? 'caution' : 'pass',
        text: `Traced faults and faults without an exception (populated pages) are ${rangeText(all.map(({ share }) => share))} of pgfault${off5.length > 0 ? `; more than ${percent(TOLERANCE)} apart in ${off5.map(({ run }) => run).join(', ')}` : ''}.${differ}`,
        metrics: null,
      }
    }
    const text =
      `Traced faults are ${rangeText(all.map(({ share }) => share))} of pgfault (lowest: ${lowest.run}, ` +
      `${formatCount(lowest.traced)} of ${formatCount(lowest.counted)}). pgfault also counts faults without a traced exception (populated pages, some kernel accesses) and faults while the tracer starts.`
    const far = lowest.share < 0.9
    const more = all.some(({ share }) => share > 1 + TOLERANCE)
    return {
      outcome: far || more || apart ? 'caution' : 'pass',
      text: `${text}${differ}${more ? ' Some trace holds more than the counter: the two do not cover the same time.' : ''}`,
      metrics: null,
    }
  },
}

/**
 * The trace is printed each second and the counters are read each second, each a little next to the window's ends: of short
 * runs in the lab up to 4 % of the faults fell between.
 */
const TOLERANCE = 0.05

function shareOf(run: RunData) {
  const traced = valueOf(run, 'page-faults')?.total
  const counted = valueOf(run, 'vmstat')?.deltas.get('pgfault')
  if (traced === undefined || counted === undefined || counted <= 0) return []
  // handle_mm_fault is also called for pages that a program asks to be filled in advance: pgfault counts them
  const inAdvance = valueOf(run, 'fault-latency')?.withoutException ?? null
  return [
    {
      run: run.id,
      traced,
      counted,
      explained: inAdvance !== null,
      share: (traced + (inAdvance ?? 0)) / counted,
    },
  ]
}

const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
