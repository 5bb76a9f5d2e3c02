import { METRICS } from '../metrics/index.js'
import { STREAMS } from '../streams/registry.js'

const RECORDED_AS = new Map(STREAMS.map(({ id, recordedAs }) => [id as string, recordedAs]))

/**
 * What collectors/experiment/metrics.list says, so that a declared metric is refused before the first run when nothing
 * would record it: a line per metric, sorted by id, with tabs between id, the smallest effect of interest (relative, absolute)
 * and the streams that it needs. Streams that serve in place of one another have commas between them.
 */
export function collectorMetrics(): string {
  return METRICS.map(({ id, smallestEffect: { relative, absolute }, requires }) => {
    const streams = requires.map((stream) => (RECORDED_AS.get(stream) ?? []).join(','))
    return `${id}\t${relative}\t${absolute}\t${streams.join(' ')}\n`
  }).join('')
}
