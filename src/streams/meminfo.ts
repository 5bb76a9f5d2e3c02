import type { StreamDef } from '../model/stream.js'
import { numberIn, reduceSamples, type Sample } from './samples.js'
import { namedNumbers } from './time-blocks.js'

export interface Meminfo {
  /** Name in /proc/meminfo to its least and most within the window and its value at the end, KiB (HugePages_*: counts). */
  levels: Map<string, { least: number; most: number; last: number }>
}

declare module '../model/stream.js' {
  interface StreamValues {
    meminfo: Meminfo
  }
}

export const meminfo: StreamDef<Meminfo> = {
  id: 'meminfo',
  title: 'Where the memory was',
  what:
    '/proc/meminfo says how much memory is free, holds file contents (the page cache) or belongs to programs (anonymous memory), and ' +
    'how much of swap is used. It shows how near the machine was to its limit.',
  collector: '/proc/meminfo, each second; copies of it under time marks are read too',
  caveats:
    'Levels, not counts: what happened between two samples is not seen. Active and Inactive are made up for compatibility ' +
    'with MGLRU on, whose pages are in generations.',
  columns: [
    { name: 'name', unit: 'text', doc: 'name in /proc/meminfo' },
    { name: 'least', unit: 'count', doc: 'smallest sample in the measured window, KiB' },
    { name: 'most', unit: 'count', doc: 'largest sample in the measured window, KiB' },
    { name: 'last', unit: 'count', doc: 'last sample, KiB' },
  ],
  companions: [],
  recordedAs: ['meminfo'],
  reduce: (files, run, window) => {
    const levels: Meminfo['levels'] = new Map()
    const visit = (sample: Sample) => {
      for (const name of Object.keys(sample.data)) {
        const value = numberIn(sample, name)
        if (value === null) continue
        const seen = levels.get(name)
        if (seen === undefined) levels.set(name, { least: value, most: value, last: value })
        else
          Object.assign(seen, {
            least: Math.min(seen.least, value),
            most: Math.max(seen.most, value),
            last: value,
          })
      }
    }
    const made = () => (levels.size === 0 ? 'no sample lies in the measured window' : { levels })
    return reduceSamples(files, run, window, made, visit, { ofText: namedNumbers, oneIsEnough: true })
  },
}
