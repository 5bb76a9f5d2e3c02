/** Under this name stands what came after there were too many names. */
export const OTHERS = '(all others)'

/** Counts by name. Names come from other people's machines: their number is bounded. */
export interface TopCounts {
  add(name: string, count: number): void
  /** Most first, then by name. */
  sorted(): Map<string, number>
  /** In the order in which the names came. */
  counts: ReadonlyMap<string, number>
}

export function topCounts(maxNames = 10_000): TopCounts {
  const counts = new Map<string, number>()
  return {
    add(name, count) {
      const key = counts.has(name) || counts.size < maxNames ? name : OTHERS
      counts.set(key, (counts.get(key) ?? 0) + count)
    },
    sorted: () => mostFirst(counts),
    counts,
  }
}

export const mostFirst = (counts: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)))
