/** A longer window has wider bins, each a power of two of seconds, so that there are never more than this. */
export const MAX_BINS = 120

/**
 * Something over the measured window, in bins of equal width. What is kept of a bin is a sum over time and the time that
 * it covers, so that parts of a recording, and neighbouring bins, are merged by adding.
 */
export interface Series {
  binSeconds: number
  /** Growth in the bin, or a level times the seconds that it held. */
  sum: number[]
  /** Seconds of the bin that were seen. */
  covered: number[]
}

export type SeriesByName = Record<string, Series>

export interface SeriesBuilder {
  /** What a counter grew by between two moments (nanoseconds), spread evenly over the time between them. */
  addIncrease(name: string, from: bigint, to: bigint, amount: number): void
  /** A level that changed evenly from one value to the other. */
  addGauge(name: string, from: bigint, to: bigint, before: number, after: number): void
  /** Undefined where nothing was seen. */
  end(): SeriesByName | undefined
}

/** Smallest power of two of seconds with which so long a window has at most MAX_BINS bins. */
export function binSecondsFor(seconds: number): number {
  let width = 1
  while (Math.ceil(seconds / width) > MAX_BINS) width *= 2
  return width
}

/** Readings that lie further apart than half of the window (and this many seconds) do not tell when anything happened. */
const MIN_GAP = 2

/** Without a window nothing can be aligned: then all that is given is dropped. */
export function seriesBuilder(window: { start: bigint; end: bigint } | null): SeriesBuilder {
  const found = new Map<string, Series>()
  const seconds = window === null ? 0 : Number(window.end - window.start) / 1e9
  const width = binSecondsFor(seconds)
  const bins = Math.ceil(seconds / width)
  /** `area` gives the integral between two moments in seconds since the start of the window. */
  const add = (name: string, from: bigint, to: bigint, area: (from: number, to: number) => number) => {
    if (window === null || to <= from) return
    const start = Number(from - window.start) / 1e9
    const end = Number(to - window.start) / 1e9
    if (end - start > Math.max(MIN_GAP, seconds / 2)) return
    const [first, last] = [Math.max(0, start), Math.min(seconds, end)]
    if (last <= first) return
    let series = found.get(name)
    if (series === undefined) {
      series = { binSeconds: width, sum: Array(bins).fill(0), covered: Array(bins).fill(0) }
      found.set(name, series)
    }
    for (let bin = Math.floor(first / width); bin < bins && bin * width < last; bin++) {
      const [left, right] = [Math.max(first, bin * width), Math.min(last, (bin + 1) * width)]
      series.sum[bin] = (series.sum[bin] as number) + area(left - start, right - start)
      series.covered[bin] = (series.covered[bin] as number) + right - left
    }
  }
  return {
    addIncrease(name, from, to, amount) {
      const length = Number(to - from) / 1e9
      add(name, from, to, (left, right) => (amount * (right - left)) / length)
    },
    addGauge(name, from, to, before, after) {
      const slope = (after - before) / (Number(to - from) / 1e9)
      add(name, from, to, (left, right) => (before + (slope * (left + right)) / 2) * (right - left))
    },
    end: () => (found.size === 0 ? undefined : Object.fromEntries(found)),
  }
}

/** The same in bins of twice the width, as often as it takes. */
export function downsample(series: Series, binSeconds: number): Series {
  if (series.binSeconds >= binSeconds) return series
  const pairs = (values: readonly number[]) =>
    Array.from(
      { length: Math.ceil(values.length / 2) },
      (_, bin) => (values[2 * bin] ?? 0) + (values[2 * bin + 1] ?? 0),
    )
  const wider = {
    binSeconds: series.binSeconds * 2,
    sum: pairs(series.sum),
    covered: pairs(series.covered),
  }
  return downsample(wider, binSeconds)
}

/** The mean over each bin; null where less than half of it was seen. */
export function binMeans({ binSeconds, sum, covered }: Series): (number | null)[] {
  return sum.map((value, bin) => {
    const seen = covered[bin] ?? 0
    return seen >= binSeconds / 2 ? value / seen : null
  })
}
