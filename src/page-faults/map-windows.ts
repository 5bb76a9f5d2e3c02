/**
 * Which maps of an aggregated stream belong to the measured part of a run. A map holds what happened since the one
 * before it; a line `time NANOSECONDS` comes before each that is printed at an interval, and none before the last, which
 * is printed when the tracer ends. A map counts when its interval touches the window; without a window all do.
 */
export function mapIntervals(
  window: { start: bigint; end: bigint } | null,
  /** Told of each interval in which nothing occurred, for which no map is printed. */
  onEmpty: (from: bigint, to: bigint) => void = () => {},
): {
  /** True when the line is a time mark. */
  mark(line: string): boolean
  /** Whether the map that comes now counts. */
  takeMap(): boolean
  /** The time that the map which came last covers; null where a mark is missing. */
  interval(): { from: bigint; to: bigint } | null
} {
  let from = 0n
  let to: bigint | null = null
  let taken: { from: bigint; to: bigint } | null = null
  return {
    mark(line) {
      const nanoseconds = /^time (\d{1,20})$/.exec(line)?.[1]
      if (nanoseconds === undefined) return false
      // marks without a map between them are those of an interval in which nothing occurred
      if (to !== null) {
        if (from !== 0n) onEmpty(from, to)
        from = to
      }
      to = BigInt(nanoseconds)
      return true
    },
    interval: () => taken,
    takeMap() {
      const [start, end] = [from, to]
      taken = end === null || start === 0n ? null : { from: start, to: end }
      if (to !== null) from = to
      to = null
      return window === null || (start < window.end && (end === null || end > window.start))
    },
  }
}
