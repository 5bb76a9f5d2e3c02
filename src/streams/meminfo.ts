import { numberIn, type Sample } from '../decode/samples.js'
import { namedNumbers } from '../decode/time-blocks.js'
import type { StreamDef } from '../model/stream.js'
import { reduceSamples } from '../reduce/sampled.js'
import { type SeriesByName, sampledSeries } from '../reduce/time-series.js'

export interface Meminfo {
  /** Name in /proc/meminfo to its least and most within the window and its value at the end, KiB (HugePages_*: counts). */
  levels: Map<string, { least: number; most: number; last: number }>
  /** "available" and "swap-used", bytes; absent without a measured window. */
  series?: SeriesByName
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
  sidecars: [],
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
    const builder = sampledSeries(window)
    const between = (earlier: Sample, later: Sample) => {
      for (const [name, bytes] of Object.entries(LEVELS)) {
        const [before, after] = [bytes(earlier), bytes(later)]
        if (before !== null && after !== null) builder.addGauge(name, earlier.at, later.at, before, after)
      }
    }
    const made = () => {
      if (levels.size === 0) return 'no sample lies in the measured window'
      const series = builder.end()
      return { levels, ...(series && { series }) }
    }
    return reduceSamples(files, run, window, made, {
      visit,
      between,
      ofText: namedNumbers,
      oneIsEnough: true,
    })
  },
}

/** Bytes over time, of a sample whose numbers are KiB. */
const LEVELS: Readonly<Record<string, (sample: Sample) => number | null>> = {
  available: (sample) => kibibytes(numberIn(sample, 'MemAvailable')),
  'swap-used': (sample) => {
    const [total, free] = [numberIn(sample, 'SwapTotal'), numberIn(sample, 'SwapFree')]
    return total === null || free === null ? null : kibibytes(total - free)
  },
}

const kibibytes = (value: number | null) => (value === null ? null : value * 1024)
