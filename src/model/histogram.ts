/** A bucket, bounds inclusive; null for one that is open at that end. */
export interface Bucket {
  min: number | null
  max: number | null
  count: number
}

/** Units of bounds that are times, with how many of them are a second. */
export const PER_SECOND = { microseconds: 1e6, nanoseconds: 1e9 } as const

/** How often values lay in each bucket, in order. */
export interface Histogram {
  /** Of the bounds. */
  unit: keyof typeof PER_SECOND
  buckets: Bucket[]
}

/** A count, average and total as bpftrace keeps them; avg() has the average alone, cut to a whole number. */
export interface Statistics {
  count: number | null
  average: number
  total: number | null
}
