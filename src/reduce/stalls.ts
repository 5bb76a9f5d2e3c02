import { leastLost } from '../decode/losses.js'
import { readTraceText, traceTextWarnings } from '../decode/read-trace-text.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import { type Durations, durations } from './durations.js'
import { directReclaimOf } from './reclaim-pairs.js'

/** Stalls in direct reclaim. */
export interface Stalls extends Durations {
  /** Stalls that touch the measured window. */
  stalls: number
  /** Seconds of the window in which at least one task was in direct reclaim; overlapping stalls count once. */
  stalledSeconds: number
  /** The same with the stalls of several tasks added up. */
  taskSeconds: number
  /** Over all the time that the probes were attached, kept in the kernel and exact: for checks against counters. */
  begins: number | null
  ends: number | null
  reclaimedPages: number | null
  /** Stalls whose line was lost: the numbers above the line lack them. */
  missing: number
}

/** What was overwritten or lost may have been stalls: as many are missing at most. */
export async function stallsInTraceText(file: StreamFile, run: string): Promise<Reduction<Stalls>> {
  const reclaim = directReclaimOf()
  const read = await readTraceText(file.path, reclaim.take)
  const { spans, ...counts } = reclaim.end()
  if (counts.begins + counts.ends === 0)
    return {
      present: false,
      reason: `${file.name} holds no event of direct reclaim: it is unknown whether they were traced`,
    }
  const lengths = durations()
  for (const { start, end } of spans) lengths.add(end - start)
  const value: Stalls = {
    stalls: spans.length,
    stalledSeconds: counts.stalledSeconds,
    taskSeconds: counts.taskSeconds,
    ...lengths.end(),
    begins: counts.begins,
    ends: counts.ends,
    reclaimedPages: counts.reclaimedPages,
    missing: read.overwritten + leastLost(read.lost) + counts.unmatchedBegins + counts.unmatchedEnds,
  }
  return { present: true, value, warnings: await traceTextWarnings(file, run, read) }
}
