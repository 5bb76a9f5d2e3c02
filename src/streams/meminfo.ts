import { MAX_LKP_JSON, readLkpJson } from '../decode/lkp-json.js'
import { namedNumbers } from '../decode/proc.js'
import { numberIn, type Sample } from '../decode/samples.js'
import { readMemoryLog } from '../decode/user-space-logs.js'
import { ofWholeLines } from '../ingest/cut-line.js'
import type { ReaderWarnings } from '../ingest/line-notes.js'
import { readText, readTextLines } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import { sampled } from '../reduce/sampled.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface Meminfo {
  /** Name in /proc/meminfo to its minimum and maximum within the window and its value at the end: bytes (HugePages_*: counts). */
  levels: Map<string, { min: number; max: number; last: number }>
  /** "available" and "swap-used", bytes; absent without a measured window. */
  series?: SeriesByName
}

export const meminfo = sampled({
  id: 'meminfo',
  title: '/proc/meminfo',
  what:
    '/proc/meminfo says how much memory is free, holds file contents (the page cache) or belongs to programs (anonymous memory), and ' +
    'how much of swap is used. It shows how near the machine was to its limit.',
  collector: '/proc/meminfo, each second; copies of it under time marks are read too',
  caveats:
    'Levels, not counts: what happened between two samples is not seen. Active and Inactive are made up for compatibility ' +
    'with MGLRU on, whose pages are in generations.',
  fields: {
    levels: {
      unit: 'bytes',
      doc: 'minimum, maximum and last sample in the measured window, by name in /proc/meminfo (HugePages_*: counts)',
    },
    series: { unit: 'bytes', doc: '"available" and "swap-used"; absent without a measured window' },
  },
  reads: { meminfo: 'trace' },
  text: namedNumbers,
  others: { 'mem-log': ofLog, 'lkp-json': ofLkp },
  oneIsEnough: true,
  ofRun() {
    const levels: Meminfo['levels'] = new Map()
    return {
      gauges: LEVELS,
      visit(sample) {
        for (const name of Object.keys(sample.data)) {
          const value = levelIn(sample, name)
          if (value === null) continue
          const level = levels.get(name)
          if (level === undefined) levels.set(name, { min: value, max: value, last: value })
          else {
            if (value < level.min) level.min = value
            if (value > level.max) level.max = value
            level.last = value
          }
        }
      },
      value: (_, series): Meminfo | string =>
        levels.size === 0 ? 'no sample lies in the measured window' : { levels, ...(series && { series }) },
    }
  },
})

async function ofLog({ name, path }: StreamFile, warnings: ReaderWarnings): Promise<Meminfo | string> {
  const read = (lines: readonly string[]) => readMemoryLog(lines, path)
  const { value: levels, cut } = ofWholeLines(await readTextLines(path), read)
  warnings.lastLine(cut)
  return levels === null ? `${name} holds no row of levels` : { levels }
}

async function ofLkp({ name, path }: StreamFile): Promise<Meminfo | string> {
  const series = readLkpJson(await readText(path, MAX_LKP_JSON, Number.POSITIVE_INFINITY), 'meminfo', path)
  const levels: Meminfo['levels'] = new Map()
  for (const [key, values] of series?.values ?? []) {
    const bytes = values.map((value) => (key.startsWith('HugePages_') ? value : value * 1024))
    const [last] = bytes.slice(-1)
    if (last === undefined) continue
    const reach = bytes.reduce(
      ({ min, max }, one) => ({ min: Math.min(min, one), max: Math.max(max, one) }),
      { min: last, max: last },
    )
    levels.set(key, { ...reach, last })
  }
  return levels.size === 0 ? `${name} holds no level of meminfo` : { levels }
}

/** The kernel writes kB and means KiB; HugePages_* are numbers of pages. */
function levelIn(sample: Sample, name: string): number | null {
  const value = numberIn(sample, name)
  return value === null || name.startsWith('HugePages_') ? value : value * 1024
}

const LEVELS: Readonly<Record<string, (sample: Sample) => number | null>> = {
  available: (sample) => levelIn(sample, 'MemAvailable'),
  'swap-used': (sample) => {
    const [total, free] = [levelIn(sample, 'SwapTotal'), levelIn(sample, 'SwapFree')]
    return total === null || free === null ? null : total - free
  },
}
