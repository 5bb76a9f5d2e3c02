import { basename } from 'node:path'
import { BY_ORDER, NAMELESS, ofPressure } from '../decode/pressure.js'
import { growthInSeconds } from '../decode/samples.js'
import { readPressureLog } from '../decode/user-space-logs.js'
import { ofWholeLines } from '../ingest/cut-line.js'
import type { ReaderWarnings } from '../ingest/line-notes.js'
import { readTextLines } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import type { Bracket } from '../reduce/copy-files.js'
import { increase, sampled } from '../reduce/sampled.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface Psi {
  /** "memory.full" and the like to seconds of stall in the measured window. */
  seconds: Map<string, number>
  /** From the first copy to the last, where they stand under time marks. */
  length?: number
  /** Stalled share of the time by the same names; absent without a measured window. */
  series?: SeriesByName
}

export const psi = sampled({
  id: 'psi',
  title: 'Pressure stall information (PSI)',
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
    length: { unit: 'seconds', doc: 'from the first copy to the last, where the copies have timestamps' },
    series: {
      unit: 'share',
      doc: '"memory.some" and "memory.full": stalled share of the time; absent without a measured window',
    },
  },
  reads: { psi: 'trace', 'psi-log': 'trace' },
  joins: true,
  text: ofPressure,
  others: { 'psi-log': ofLog },
  ofRun: () => ({
    rates: {
      'memory.some': growthInSeconds('memory.some.total'),
      'memory.full': growthInSeconds('memory.full.total'),
    },
    value: totals,
  }),
})

function totals(bracket: Bracket, series: SeriesByName | undefined, path: string): Psi | string {
  const seconds = new Map<string, number>()
  const { data } = bracket.last
  const lone = Object.keys(data).some((key) => key.startsWith(NAMELESS))
  if (lone && !isMemory(data))
    return 'nothing names its pressure, which may be that of the CPU: call the file memory.log or cpu.log, or record with "grep . /proc/pressure/*"'
  for (const key of Object.keys(bracket.first.data).sort()) {
    const name = /^([a-z]+\.(?:some|full))\.total$/.exec(key)?.[1]
    const microseconds = name === undefined ? null : increase(bracket, key, path)
    if (name !== undefined && microseconds !== null)
      seconds.set(name.replace(NAMELESS, 'memory'), microseconds / 1e6)
  }
  if (lone || data[BY_ORDER] === true)
    bracket.warnings.push({
      id: 'pressure-unnamed',
      severity: 'caution',
      text: lone
        ? `${basename(path)}: nothing names its pressure; it is read as /proc/pressure/memory. "grep . /proc/pressure/*" records the names.`
        : `${basename(path)}: nothing names its pressure; it is read as cpu, io and memory, in the order of the shell. "grep . /proc/pressure/*" records the names.`,
      subject: null,
    })
  if (seconds.size === 0) return 'the samples hold no total of /proc/pressure'
  return {
    seconds,
    ...(bracket.seconds !== undefined && { length: bracket.seconds }),
    ...(series && { series }),
  }
}

async function ofLog({ name, path }: StreamFile, warnings: ReaderWarnings): Promise<Psi | string> {
  const read = (lines: readonly string[]) => readPressureLog(lines, path)
  const { value: log, cut } = ofWholeLines(await readTextLines(path), read)
  warnings.lastLine(cut)
  return log === null ? `${name} holds no row of shares` : { seconds: log.seconds, length: log.length }
}

/** That of the CPU has no full line, or one that stays 0: of the whole machine at least one task always runs on it. */
const isMemory = (data: Readonly<Record<string, unknown>>) => {
  const [some, full] = [data[`${NAMELESS}.some.total`], data[`${NAMELESS}.full.total`]]
  return typeof full === 'number' && (full > 0 || some === 0)
}
