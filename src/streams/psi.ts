import type { StreamDef } from '../model/stream.js'
import { type Bracket, growth, numberIn, reduceSamples, type Sample } from './samples.js'
import { type SeriesByName, sampledSeries } from './series.js'

export interface Psi {
  /** "memory.full" and the like to seconds of stall in the measured window. */
  seconds: Map<string, number>
  /** Stalled share of the time by the same names; absent without a measured window. */
  series?: SeriesByName
}

declare module '../model/stream.js' {
  interface StreamValues {
    psi: Psi
  }
}

export const psi: StreamDef<Psi> = {
  id: 'psi',
  title: 'Pressure stall information',
  what:
    'The kernel adds up how long tasks could not go on because they waited for memory, disk or processor: "some" is time in which at ' +
    'least one task waited, "full" time in which all that had something to do did, so nothing got done at all.',
  collector: '/proc/pressure/memory, io and cpu, each second',
  caveats:
    'Only the totals are used: the averages that the kernel shows decay slowly and still hold what was before the run. Needs ' +
    'CONFIG_PSI and no psi=0.',
  columns: [
    { name: 'pressure', unit: 'text', doc: 'resource and line: memory.some, memory.full, io.some, ...' },
    { name: 'stalled', unit: 'seconds', doc: 'growth of its total over the measured window' },
  ],
  companions: [],
  recordedAs: ['psi'],
  reduce: (files, run, window) => {
    const builder = sampledSeries(window)
    const between = (earlier: Sample, later: Sample) => {
      for (const name of ['memory.some', 'memory.full']) {
        const [from, to] = [numberIn(earlier, `${name}.total`), numberIn(later, `${name}.total`)]
        if (from !== null && to !== null) builder.grew(name, earlier.at, later.at, (to - from) / 1e6)
      }
    }
    const made = (bracket: Bracket, path: string) => stalled(bracket, path, builder.end())
    return reduceSamples(files, run, window, made, undefined, between)
  },
}

function stalled(bracket: Bracket, path: string, series: SeriesByName | undefined): Psi | string {
  const seconds = new Map<string, number>()
  for (const key of Object.keys(bracket.first.data).sort()) {
    const name = /^([a-z]+\.(?:some|full))\.total$/.exec(key)?.[1]
    const microseconds = name === undefined ? null : growth(bracket, key, path)
    if (name !== undefined && microseconds !== null) seconds.set(name, microseconds / 1e6)
  }
  return seconds.size === 0
    ? 'the samples hold no total of /proc/pressure'
    : { seconds, ...(series && { series }) }
}
