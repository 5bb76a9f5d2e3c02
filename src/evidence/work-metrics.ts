import type { Experiment } from '../experiment/experiment.js'
import { metricsOf } from '../metrics/of-workload.js'

/** Metrics made of the work that the workload reports: they compare only where the work is the same. */
export function workMetrics(experiment: Experiment): string[] {
  return metricsOf(experiment)
    .filter(
      ({ id, requires }) =>
        id === 'elapsed-time' ||
        id === 'workload-cpu-time' ||
        requires.some((stream) => stream === 'stress-ng' || stream === 'workload-output'),
    )
    .map(({ id }) => id)
}
