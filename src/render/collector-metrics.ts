import { METRICS } from '../metrics/index.js'
import { COLLAPSED_EFFECT, COLLAPSED_RUNS } from '../metrics/work.js'
import { STREAMS } from '../streams/registry.js'

const RECORDED_AS = new Map(STREAMS.map(({ id, recordedAs }) => [id as string, recordedAs]))

/**
 * What collectors/experiment/metrics.list says, so that a declared metric is refused before the first run when nothing
 * would record it: a line per metric, sorted by id, with tabs between id, the smallest effect of interest (relative, absolute)
 * and the streams that it needs. Streams that serve in place of one another have commas between them.
 */
export function collectorMetrics(): string {
  const metrics = METRICS.map(({ id, smallestEffect, requires }) => ({ id, smallestEffect, requires }))
  // made by the comparison of the workload's own figure, and so no metric of a single run
  const collapsed = { ...COLLAPSED_EFFECT, id: COLLAPSED_RUNS, requires: ['stress-ng'] }
  return [...metrics, collapsed]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, smallestEffect: { relative, absolute }, requires }) => {
      const streams = requires.map((stream) => (RECORDED_AS.get(stream) ?? []).join(','))
      return `${id}\t${relative}\t${absolute}\t${streams.join(' ')}\n`
    })
    .join('')
}
