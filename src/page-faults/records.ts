import type { Scanner } from '../ingest/lines.js'
import { binSecondsFor, type SeriesByName } from '../reduce/time-series.js'
import { nameTable } from './name-table.js'
import { addPage, type CountedPages, countedPages, joinPages, pageSample } from './page-sample.js'
import { type RawFaultBins, scanRawFaults } from './scan-bpftrace.js'

/** Nanoseconds, process, thread, mode, address, name: a record of the collectors' raw stream. */
const RAW = /^(\d{1,20}) (\d{1,10}) \d{1,10} [uk?] ([0-9a-f]{1,16}) (.*)$/s

type Bounds = { start: bigint; end: bigint } | null

/** Records of the collectors' raw stream, one for each fault: which count, when they were, and of which pages. */
export interface RawFaults {
  /** Null where the window cannot be told in doubles, which the scanner needs. */
  scanner: Scanner | null
  /** For a line that the scanner left: null when it is no record; its name, or nothing when it lies outside the window. */
  take(text: string): { name: string | null } | null
  /** From now on the scanner counts records of that name. */
  intern(name: string): void
  /** Names with what the scanner counted. */
  counted(): [string, number][]
  part(): RawPart
}

/** Plain data of a range of the records; those of a whole trace are joined from its parts. */
export interface RawPart {
  records: number
  /** Nanoseconds of the first and the last; infinite without records. */
  first: number
  last: number
  /** Faults in each bin of the window. */
  bins: Float64Array
  pages: CountedPages
}

export function rawFaults(window: Bounds): RawFaults {
  const { seconds, width } = binsOf(window)
  const exact = window === null || (window.start >= 0n && window.end < BigInt(Number.MAX_SAFE_INTEGER))
  const bins: RawFaultBins = {
    names: nameTable(),
    pages: pageSample(),
    from: window === null ? Number.NEGATIVE_INFINITY : Number(window.start),
    to: window === null ? Number.POSITIVE_INFINITY : Number(window.end),
    bins: new Float64Array(window === null ? 0 : Math.ceil(seconds / width)),
    binNanoseconds: width * 1e9,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    records: 0,
  }
  const within = (nanoseconds: bigint): boolean => {
    bins.records++
    bins.first = Math.min(bins.first, Number(nanoseconds))
    bins.last = Math.max(bins.last, Number(nanoseconds))
    if (window === null) return true
    if (nanoseconds < window.start || nanoseconds >= window.end) return false
    const bin = Math.floor(Number(nanoseconds - window.start) / bins.binNanoseconds)
    bins.bins[bin] = (bins.bins[bin] as number) + 1
    return true
  }
  return {
    scanner: exact ? scanRawFaults(bins) : null,
    take(text) {
      const record = RAW.exec(text)
      if (record === null) return null
      const [, nanoseconds = '', process = '', address = '', name = ''] = record
      if (!within(BigInt(nanoseconds))) {
        // the next one of that name need not come here either
        bins.names.intern(name)
        return { name: null }
      }
      const low = Number.parseInt(address.slice(-8), 16)
      const high = Number.parseInt(address.slice(0, -8) || '0', 16)
      addPage(bins.pages, low, high, Number(process))
      return { name }
    },
    intern: (name) => bins.names.intern(name),
    counted: () => bins.names.entries(),
    part: () => ({
      records: bins.records,
      first: bins.first,
      last: bins.last,
      bins: bins.bins,
      pages: countedPages(bins.pages),
    }),
  }
}

export function joinRawParts(one: RawPart, next: RawPart): RawPart {
  const pages = pageSample()
  joinPages(pages, one.pages)
  joinPages(pages, next.pages)
  return {
    records: one.records + next.records,
    first: Math.min(one.first, next.first),
    last: Math.max(one.last, next.last),
    bins: one.bins.map((faults, bin) => faults + (next.bins[bin] as number)),
    pages: countedPages(pages),
  }
}

/** "faults" a second; undefined without a window or a record. */
export function rawSeries({ records, first, last, bins }: RawPart, window: Bounds): SeriesByName | undefined {
  if (records === 0 || window === null) return undefined
  const { seconds, width } = binsOf(window)
  // the tracer was at work from its first record to its last
  const start = Number(window.start)
  const [from, to] = [(first - start) / 1e9, Math.min(seconds, (last - start) / 1e9)]
  const covered = Array.from(bins, (_, bin) =>
    Math.max(0, Math.min(to, (bin + 1) * width) - Math.max(from, bin * width)),
  )
  if (covered.every((length) => length === 0)) return undefined
  return { faults: { binSeconds: width, sum: Array.from(bins), covered } }
}

function binsOf(window: Bounds): { seconds: number; width: number } {
  const seconds = window === null ? 0 : Number(window.end - window.start) / 1e9
  return { seconds, width: binSecondsFor(seconds) }
}
