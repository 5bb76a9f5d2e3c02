import { namedNumbers } from '../decode/proc.js'
import { numberIn, type Sample } from '../decode/samples.js'
import { sampled } from '../reduce/sampled.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface Meminfo {
  /** Name in /proc/meminfo to its least and most within the window and its value at the end, KiB (HugePages_*: counts). */
  levels: Map<string, { least: number; most: number; last: number }>
  /** "available" and "swap-used", bytes; absent without a measured window. */
  series?: SeriesByName
}

export const meminfo = sampled({
  id: 'meminfo',
  title: 'Where the memory was',
  what:
    '/proc/meminfo says how much memory is free, holds file contents (the page cache) or belongs to programs (anonymous memory), and ' +
    'how much of swap is used. It shows how near the machine was to its limit.',
  collector: '/proc/meminfo, each second; copies of it under time marks are read too',
  caveats:
    'Levels, not counts: what happened between two samples is not seen. Active and Inactive are made up for compatibility ' +
    'with MGLRU on, whose pages are in generations.',
  fields: {
    levels: {
      unit: 'count',
      doc: 'minimum, maximum and last sample in the measured window, by name in /proc/meminfo; KiB',
    },
    series: { unit: 'bytes', doc: '"available" and "swap-used"; absent without a measured window' },
  },
  reads: { meminfo: 'trace' },
  text: namedNumbers,
  oneIsEnough: true,
  ofRun() {
    const levels: Meminfo['levels'] = new Map()
    return {
      gauges: LEVELS,
      visit(sample) {
        for (const name of Object.keys(sample.data)) {
          const value = numberIn(sample, name)
          if (value === null) continue
          const { least, most } = levels.get(name) ?? { least: value, most: value }
          levels.set(name, { least: Math.min(least, value), most: Math.max(most, value), last: value })
        }
      },
      value: (_, series): Meminfo | string =>
        levels.size === 0 ? 'no sample lies in the measured window' : { levels, ...(series && { series }) },
    }
  },
})

/** Bytes over time, of a sample whose numbers are KiB. */
const LEVELS: Readonly<Record<string, (sample: Sample) => number | null>> = {
  available: (sample) => kibibytes(numberIn(sample, 'MemAvailable')),
  'swap-used': (sample) => {
    const [total, free] = [numberIn(sample, 'SwapTotal'), numberIn(sample, 'SwapFree')]
    return total === null || free === null ? null : kibibytes(total - free)
  },
}

const kibibytes = (value: number | null) => (value === null ? null : value * 1024)
