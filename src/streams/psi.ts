import type { StreamDef } from '../model/stream.js'
import { type Bracket, growth, reduceSamples } from './samples.js'

export interface Psi {
  /** "memory.full" and the like to seconds of stall in the measured window. */
  seconds: Map<string, number>
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
  reduce: (files, run, window) => reduceSamples(files, run, window, stalled),
}

function stalled(bracket: Bracket, path: string): Psi | string {
  const seconds = new Map<string, number>()
  for (const key of Object.keys(bracket.first.data).sort()) {
    const name = /^([a-z]+\.(?:some|full))\.total$/.exec(key)?.[1]
    const microseconds = name === undefined ? null : growth(bracket, key, path)
    if (name !== undefined && microseconds !== null) seconds.set(name, microseconds / 1e6)
  }
  return seconds.size === 0 ? 'the samples hold no total of /proc/pressure' : { seconds }
}
