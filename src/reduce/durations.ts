import type { Histogram } from '../model/histogram.js'
import { MAX_SPANS, nearestRank } from './intervals.js'
import { logLinearHistogram } from './log-linear-histogram.js'

/** Whole durations of events, seconds: of as many as are kept; null without any. The histogram has all. */
export interface Durations {
  p50: number | null
  /** One in a hundred is longer. */
  p99: number | null
  longest: number | null
  lengths: Histogram
}

export function durations(): { add(nanoseconds: number): void; end(): Durations } {
  const kept: number[] = []
  const histogram = logLinearHistogram()
  return {
    add(nanoseconds) {
      histogram.add(Math.round(nanoseconds))
      if (kept.length < MAX_SPANS) kept.push(nanoseconds / 1e9)
    },
    end: () => ({
      p50: nearestRank(kept, 0.5),
      p99: nearestRank(kept, 0.99),
      longest: nearestRank(kept, 1),
      lengths: { unit: 'nanoseconds', buckets: histogram.end() },
    }),
  }
}
