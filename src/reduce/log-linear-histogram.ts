import type { Bucket } from '../model/histogram.js'

/**
 * Each doubling is cut into so many buckets of equal width: any number of a bucket is within 1 % (1/128) of any other of it,
 * and numbers below are exact.
 */
const PER_OCTAVE = 128

export interface LogLinearHistogram {
  add(value: number): void
  /** Buckets that hold something, in order. */
  end(): Bucket[]
}

/** A histogram of whole numbers whose size does not grow with their count; two of them are merged by adding counts. */
export function logLinearHistogram(): LogLinearHistogram {
  const counts = new Map<number, number>()
  return {
    add(value) {
      const { least } = bucketOf(value)
      counts.set(least, (counts.get(least) ?? 0) + 1)
    },
    end: () =>
      [...counts]
        .sort(([a], [b]) => a - b)
        .map(([least, count]) => ({ min: least, max: least + bucketOf(least).width - 1, count })),
  }
}

function bucketOf(value: number): { least: number; width: number } {
  let width = 1
  while (value >= 2 * PER_OCTAVE * width) width *= 2
  return { least: Math.floor(value / width) * width, width }
}

/** The largest power of two that is not above the value; 0 for less than 1. */
export function floorPowerOfTwo(value: number): number {
  if (value < 1) return 0
  let least = 1
  while (2 * least <= value) least *= 2
  return least
}
