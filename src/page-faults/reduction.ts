import { lostMembers } from '../decode/losses.js'
import { withStderr } from '../decode/lost-on-stderr.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { firstOf } from '../ingest/lines.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import type { FaultCounts, PageFaults } from './counts.js'
import { TOO_MANY, withLost } from './maps.js'

/** What is kept of a trace of which the faults were counted, with what its reader and the tracer's stderr report. */
export async function reductionOf(
  trace: StreamFile,
  stderr: StreamFile | undefined,
  run: string,
  lines: number,
  counts: FaultCounts,
): Promise<Reduction<PageFaults>> {
  if (!Number.isSafeInteger(counts.total)) return { present: false, reason: `${trace.name} ${TOO_MANY}` }
  const warnings = readerWarnings(trace.name, run)
  const lost = await withStderr(counts.lostInTrace, stderr)
  warnings.eventsLost(lostMembers(lost))
  if (counts.cutLine)
    warnings.add(
      'trace-cut',
      'the last line is cut off and was not counted; the tracer may have been stopped too early.',
      { line: lines },
    )
  warnings.unknownLines(counts.unknown, lines, await firstOf(trace.path, counts.unknown))
  if (counts.refused !== undefined) warnings.recordsRefused(counts.refused, counts.refused.why)
  if (counts.repaired !== undefined) warnings.recordsRepaired(counts.repaired)
  warnings.tracerErrors(counts.errors)
  if (counts.processesFolded > 0)
    warnings.add(
      'many-processes',
      `more than ${counts.byProcess.size - 1} processes; ${counts.processesFolded} faults of further ones are counted together.`,
      { severity: 'note' },
    )
  if (counts.total === 0)
    warnings.add(
      'no-faults',
      'the trace holds no page fault at all, which a running workload does not do; the probe may not have been attached.',
    )
  return { present: true, value: withLost(counts, lost), warnings: warnings.list }
}
