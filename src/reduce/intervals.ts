/** A span of time in nanoseconds since some origin; the end is exclusive. */
export interface Span {
  start: number
  end: number
}

/** So many spans are kept of a run; those beyond are only counted. */
export const MAX_SPANS = 1_000_000

/** Spans of time clipped to a window (nanoseconds, the end exclusive; null: all time). */
export interface ClippedSpans {
  /** False for one that lies outside. */
  add(begin: bigint, end: bigint): boolean
  /** Spans that touch the window, kept or not. */
  touching(): number
  kept: readonly Span[]
}

export function clippedSpans(window: { start: bigint; end: bigint } | null): ClippedSpans {
  // since the window began, or else the first span: then times are exact in doubles
  let origin = window?.start ?? null
  let touching = 0
  const kept: Span[] = []
  return {
    kept,
    touching: () => touching,
    add(begin, end) {
      if (window !== null && (begin >= window.end || end <= window.start)) return false
      touching++
      const from = window !== null && begin < window.start ? window.start : begin
      const to = window !== null && end > window.end ? window.end : end
      origin ??= from
      if (kept.length < MAX_SPANS) kept.push({ start: Number(from - origin), end: Number(to - origin) })
      return true
    },
  }
}

/** The length of what the spans cover together: where several overlap, the time counts once. */
export function unionLength(spans: readonly Span[]): number {
  let length = 0
  let reached = Number.NEGATIVE_INFINITY
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= reached) continue
    length += end - Math.max(start, reached)
    reached = end
  }
  return length
}

/** The smallest value that at least the share `q` of all values do not exceed; null without values. */
export function nearestRank(values: readonly number[], q: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null
}
