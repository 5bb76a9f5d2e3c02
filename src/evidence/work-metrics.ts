import { METRICS } from '../metrics/index.js'

/** Metrics made of the work that the workload reports: they compare only where the work is the same. */
export function workMetrics(): string[] {
  return METRICS.filter(({ requires }) => requires.some((id) => id === 'stress-ng')).map(({ id }) => id)
}
