import { byteNames } from '../ingest/byte-names.js'
import type { Scanner } from '../ingest/lines.js'
import { type RawFaultBins, scanRawFaults } from '../ingest/scan-faults.js'
import { binSecondsFor, type SeriesByName } from './series.js'

/** Records of the collectors' raw stream, one for each fault: which count, and when they were. */
export interface RawFaults {
  /** Null where the window cannot be told in doubles, which the scanner needs. */
  scanner: Scanner | null
  /** For a record that the scanner left: whether it lies in the window. */
  take(nanoseconds: bigint): boolean
  /** From now on the scanner counts records of that name. */
  learn(name: string): void
  /** Names with what the scanner counted. */
  counted(): [string, number][]
  /** "faults" a second; undefined without a window or a record. */
  series(): SeriesByName | undefined
}

export function rawFaults(window: { start: bigint; end: bigint } | null): RawFaults {
  const seconds = window === null ? 0 : Number(window.end - window.start) / 1e9
  const width = binSecondsFor(seconds)
  const exact = window === null || (window.start >= 0n && window.end < BigInt(Number.MAX_SAFE_INTEGER))
  const bins: RawFaultBins = {
    names: byteNames(),
    from: window === null ? Number.NEGATIVE_INFINITY : Number(window.start),
    to: window === null ? Number.POSITIVE_INFINITY : Number(window.end),
    bins: new Float64Array(window === null ? 0 : Math.ceil(seconds / width)),
    binNanoseconds: width * 1e9,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    records: 0,
  }
  return {
    scanner: exact ? scanRawFaults(bins) : null,
    take(nanoseconds) {
      bins.records++
      bins.first = Math.min(bins.first, Number(nanoseconds))
      bins.last = Math.max(bins.last, Number(nanoseconds))
      if (window === null) return true
      if (nanoseconds < window.start || nanoseconds >= window.end) return false
      const bin = Math.floor(Number(nanoseconds - window.start) / bins.binNanoseconds)
      bins.bins[bin] = (bins.bins[bin] as number) + 1
      return true
    },
    learn: (name) => bins.names.learn(name),
    counted: () => bins.names.entries(),
    series() {
      if (bins.records === 0) return undefined
      if (window === null) return undefined
      // the tracer was at work from its first record to its last
      const start = Number(window.start)
      const [from, to] = [(bins.first - start) / 1e9, Math.min(seconds, (bins.last - start) / 1e9)]
      const covered = Array.from(bins.bins, (_, bin) =>
        Math.max(0, Math.min(to, (bin + 1) * width) - Math.max(from, bin * width)),
      )
      if (covered.every((length) => length === 0)) return undefined
      return { faults: { binSeconds: width, sum: Array.from(bins.bins), covered } }
    },
  }
}
