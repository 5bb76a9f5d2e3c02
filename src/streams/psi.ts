import { ofPressure } from '../decode/pressure.js'
import { numberIn, type Sample } from '../decode/samples.js'
import { type Bracket, increase, sampled } from '../reduce/sampled.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface Psi {
  /** "memory.full" and the like to seconds of stall in the measured window. */
  seconds: Map<string, number>
  /** Stalled share of the time by the same names; absent without a measured window. */
  series?: SeriesByName
}

export const psi = sampled({
  id: 'psi',
  title: 'Pressure stall information',
  what:
    'The kernel adds up how long tasks could not go on because they waited for memory, disk or processor: "some" is time in which at ' +
    'least one task waited, "full" time in which all that had something to do did, so nothing got done at all.',
  collector: '/proc/pressure/memory, io and cpu, each second; copies of them under time marks are read too',
  caveats:
    'Only the totals are used: the averages that the kernel shows decay slowly and still hold what was before the run. Needs ' +
    'CONFIG_PSI and no psi=0.',
  fields: {
    seconds: {
      unit: 'seconds',
      doc: 'increase of each total over the measured window: memory.some, memory.full, io.some, ...',
    },
    series: {
      unit: 'share',
      doc: '"memory.some" and "memory.full": stalled share of the time; absent without a measured window',
    },
  },
  reads: { psi: 'trace' },
  text: ofPressure,
  ofRun: () => ({
    rates: { 'memory.some': stalled('memory.some.total'), 'memory.full': stalled('memory.full.total') },
    value: totals,
  }),
})

/** Totals are microseconds. */
const stalled = (key: string) => (earlier: Sample, later: Sample) => {
  const [from, to] = [numberIn(earlier, key), numberIn(later, key)]
  return from === null || to === null ? null : (to - from) / 1e6
}

function totals(bracket: Bracket, series: SeriesByName | undefined, path: string): Psi | string {
  const seconds = new Map<string, number>()
  for (const key of Object.keys(bracket.first.data).sort()) {
    const name = /^([a-z]+\.(?:some|full))\.total$/.exec(key)?.[1]
    const microseconds = name === undefined ? null : increase(bracket, key, path)
    if (name !== undefined && microseconds !== null) seconds.set(name, microseconds / 1e6)
  }
  return seconds.size === 0
    ? 'the samples hold no total of /proc/pressure'
    : { seconds, ...(series && { series }) }
}
