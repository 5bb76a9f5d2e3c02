/** A span of time in nanoseconds since some origin; the end is exclusive. */
export interface Span {
  start: number
  end: number
}

/** The length of what the spans cover together: where several overlap, the time counts once. */
export function covered(spans: readonly Span[]): number {
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
