/** Metrics that had another id before schema version 2 of manifests and reports. */
export const RENAMED_METRICS: Readonly<Record<string, string>> = {
  'compaction-success-rate': 'successful-compaction-rate',
}

export const metricOf = (id: unknown): unknown =>
  typeof id === 'string' && Object.hasOwn(RENAMED_METRICS, id) ? RENAMED_METRICS[id] : id
