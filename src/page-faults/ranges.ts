import { readHead } from '../ingest/chunks.js'
import { formatOf, ownProgram } from '../ingest/format.js'
import { readLineRange } from '../ingest/line-range.js'
import type { Context, LineRange, Reduction, StreamFiles } from '../model/stream.js'
import { inRanges } from '../reduce/ranges.js'
import { countsOfPart, mergeFaultCounts, type PageFaults, type PartialFaultCounts } from './counts.js'
import { lineFormOf } from './line-form.js'
import { countFaults } from './lines.js'
import { rawSeries } from './records.js'
import { reductionOf } from './reduction.js'

/** A long trace of lines, read in ranges side by side. */
export const faultRanges = inRanges({ read: readPart, join: mergeFaultCounts, finish: finishParts })

/** Null for what only the whole trace tells: other formats, and maps, whose meaning depends on what came before them. */
async function readPart(
  { trace }: StreamFiles,
  range: LineRange,
  { window }: Context,
): Promise<PartialFaultCounts | null> {
  if (trace === undefined) return null
  const head = await readHead(trace.path)
  const lineForm = lineFormOf(formatOf(head))
  if (lineForm === null || head.includes('"@faults') || ownProgram(head.toString('latin1'))) return null
  const { line, cutLine, scanner, part } = countFaults(lineForm, window?.boottime ?? null)
  const lines = await readLineRange(trace.path, range, line, cutLine, scanner)
  return lines === null ? null : part(lines)
}

async function finishParts(
  whole: PartialFaultCounts,
  { trace, stderr }: StreamFiles,
  { run, window }: Context,
): Promise<Reduction<PageFaults> | null> {
  const bounds = window?.boottime ?? null
  if (trace === undefined || !whole.apart) return null
  if (bounds !== null && whole.marked && rawSeries(whole.raw, bounds) === undefined) return null
  return reductionOf(trace, stderr, run, whole.lines, countsOfPart(whole, bounds, undefined))
}
