/** What a metric says of one run. */
export type MetricResult = { value: number } | { missing: string }
