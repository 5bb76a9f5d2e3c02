import type { RunData } from '../experiment/experiment.js'
import { NOTHING_KNOWN } from '../experiment/nothing-known.js'
import { METRICS } from '../metrics/index.js'
import type { Reduction } from '../model/stream.js'
import { type StreamName, streamOf, unusedOf } from '../streams/registry.js'

/** A run of which nothing is known but that it took its time. */
const RUN = { ...NOTHING_KNOWN, id: 'run', duration: { seconds: 1, origin: 'any' } }

const hasValue = (metric: (typeof METRICS)[number], run: RunData) => {
  try {
    return 'value' in metric.of(run)
  } catch {
    return false
  }
}

/** Streams that no metric is made of, and what they serve. */
const SERVES: { readonly [N in StreamName]?: string } = {
  'kernel-log': 'the check kernel-messages',
  meminfo: 'figures of memory over time',
  'trace-events': 'the table events',
  'bpftrace-maps': 'the tables maps and histograms',
}

export const checksOf = (stream: StreamName): string =>
  SERVES[stream] ?? (unusedOf(streamOf(stream)) === null ? 'checks and figures' : 'nothing that is compared')

/** The metrics that can be made of what a stream keeps, by id, given the length of the run; else what it serves. */
export function whatFor(stream: StreamName, reduction: Reduction<object>): string {
  const run = { ...RUN, streams: { [stream]: reduction } } as RunData
  const ids = METRICS.filter(
    (metric) => metric.perSecond === undefined && metric.requires.length === 1 && hasValue(metric, run),
  ).map(({ id }) => id)
  const shown = ids.slice(0, 8).join(', ')
  return ids.length === 0 ? checksOf(stream) : ids.length > 8 ? `${shown} and ${ids.length - 8} more` : shown
}
