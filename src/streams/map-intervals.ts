/**
 * Which maps of an aggregated stream belong to the measured part of a run. A map holds what happened since the one
 * before it; a line `time NANOSECONDS` comes before each that is printed at an interval, and none before the last, which
 * is printed when the tracer ends. A map counts when its interval touches the window; without a window all do.
 */
export function mapIntervals(window: { start: bigint; end: bigint } | null): {
  /** True when the line is a time mark. */
  mark(line: string): boolean
  /** Whether the map that comes now counts. */
  takeMap(): boolean
  /** Whether an event of that time counts. */
  holds(nanoseconds: bigint): boolean
} {
  let from = 0n
  let to: bigint | null = null
  return {
    mark(line) {
      const nanoseconds = /^time (\d{1,20})$/.exec(line)?.[1]
      if (nanoseconds === undefined) return false
      // marks without a map between them are those of an interval in which nothing happened
      if (to !== null) from = to
      to = BigInt(nanoseconds)
      return true
    },
    holds: (nanoseconds) => window === null || (nanoseconds >= window.start && nanoseconds < window.end),
    takeMap() {
      const [start, end] = [from, to]
      if (to !== null) from = to
      to = null
      return window === null || (start < window.end && (end === null || end > window.start))
    },
  }
}
