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

/** What to do where a file of a stream tells nothing of a run. */
const REMEDIES: { readonly [N in StreamName]?: string } = {
  vmstat: 'copy /proc/vmstat before the run and after it, or in a loop behind lines "time: SECONDS"',
  psi: 'copy with: { echo "time: $(date +%s)"; grep . /proc/pressure/*; }, before the run and after it',
  'lru-gen': 'copy lru_gen before the run and after it, each behind a line "time: SECONDS"',
  meminfo: 'add copies of /proc/vmstat: levels of memory are shown, and no metric is made of them',
  'bpftrace-maps':
    'name the map of page faults @faults, as in @faults[comm, pid] = count(): maps of other names are not compared',
  'kernel-log': 'add copies of /proc/vmstat from before and after the run; the log serves the checks',
}

export const toRecord = (stream: StreamName): string | undefined => REMEDIES[stream]
