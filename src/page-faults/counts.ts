import { joinLost, type Lost } from '../decode/losses.js'
import type { LineNotes } from '../ingest/line-notes.js'
import type { SeriesByName } from '../reduce/time-series.js'
import { mostFirst } from '../reduce/top-counts.js'
import { type FaultsByPage, faultsByPage } from './page-histogram.js'
import { joinRawParts, type RawPart, rawSeries } from './records.js'

export interface FaultCounts {
  total: number
  /** Faults by process name or number, bounded; what comes after the bound is under OTHERS. */
  byProcess: Map<string, number>
  /** number: the trace has process numbers only, which mean nothing across runs. */
  keyedBy: 'name' | 'number'
  lostInTrace: Lost
  unknown: LineNotes
  errors: LineNotes
  /** Records of lost events that must not be used, and those that were written in hexadecimal; absent where there are none. */
  refused?: LineNotes & { why: string }
  repaired?: LineNotes
  cutLine: boolean
  processesFolded: number
  /** Of the total, those taken in kernel mode; absent where the trace does not tell the mode of all. */
  inKernel?: number
  /** "faults": a second; absent without a measured window, or where the trace tells no time. */
  series?: SeriesByName
  /** Absent where the trace does not tell which page faulted. */
  byPage?: FaultsByPage
}

export interface PageFaults extends Omit<FaultCounts, 'lostInTrace'> {
  /** Events that the tracer says it lost, at least; they are not in `total`. */
  lost: number
  /** Messages that events were lost which do not say how many: then `total` is a lower bound. Absent without any. */
  lostUncounted?: number
}

/** What a range of the lines of a trace adds: plain data. Line numbers count from the first line of the range. */
export interface PartialFaultCounts {
  lines: number
  /** False where a line has another meaning with other lines before it: then only the whole trace can be read. */
  apart: boolean
  /** Whether it has time marks: without a record they alone tell when nothing occurred. */
  marked: boolean
  total: number
  byNumber: Map<number, number>
  byName: Map<string, number>
  /** Whether names were counted, and so the trace is not one of process numbers. */
  named: boolean
  folded: number
  withMode: number
  inKernel: number
  unknown: LineNotes
  errors: LineNotes
  refused: LineNotes & { why: string }
  repaired: LineNotes
  /** Escapes in one part may change what the counts in another are. */
  seen: { escapes: boolean; counts: boolean }
  cut: boolean
  /** Told as lost in the range, with nothing lost before it. */
  lost: Lost
  raw: RawPart
}

/** Process names come from strangers' machines: their number and length are bounded. */
export const MAX_PROCESSES = 65536

/** What both ranges add, the second after the first; null where only reading them in one tells that. */
export function mergeFaultCounts(
  one: PartialFaultCounts,
  next: PartialFaultCounts,
): PartialFaultCounts | null {
  if (!one.apart || !next.apart || one.folded + next.folded > 0) return null
  const seen = {
    escapes: one.seen.escapes || next.seen.escapes,
    counts: one.seen.counts || next.seen.counts,
  }
  if (seen.escapes && seen.counts) return null
  const byNumber = joinCounts(one.byNumber, next.byNumber)
  const byName = joinCounts(one.byName, next.byName)
  if (byNumber.size > MAX_PROCESSES || byName.size > MAX_PROCESSES) return null
  return {
    lines: one.lines + next.lines,
    apart: true,
    marked: one.marked || next.marked,
    total: one.total + next.total,
    byNumber,
    byName,
    named: one.named || next.named,
    folded: 0,
    withMode: one.withMode + next.withMode,
    inKernel: one.inKernel + next.inKernel,
    unknown: joinNotes(one.unknown, next.unknown, one.lines),
    errors: joinNotes(one.errors, next.errors, one.lines),
    // both need counts behind escapes, and such parts are not merged
    refused: one.refused.count > 0 ? one.refused : next.refused,
    repaired: one.repaired,
    seen,
    cut: one.cut || next.cut,
    lost: joinLost(one.lost, next.lost),
    raw: joinRawParts(one.raw, next.raw),
  }
}

function joinCounts<Key>(one: ReadonlyMap<Key, number>, next: ReadonlyMap<Key, number>): Map<Key, number> {
  const joined = new Map(one)
  for (const [key, count] of next) joined.set(key, (joined.get(key) ?? 0) + count)
  return joined
}

function joinNotes(one: LineNotes, next: LineNotes, linesBefore: number): LineNotes {
  const first = one.count > 0 ? one.firstLine : next.count > 0 ? linesBefore + next.firstLine : 0
  return { count: one.count + next.count, firstLine: first }
}

/** The counts of a whole trace. `series` is that of its maps, for want of records. */
export function countsOfPart(
  part: PartialFaultCounts,
  window: { start: bigint; end: bigint } | null,
  series: SeriesByName | undefined,
): FaultCounts {
  const byProcess = new Map<string, number>()
  for (const [pid, faults] of part.byNumber) byProcess.set(String(pid), faults)
  for (const [name, faults] of part.byName) byProcess.set(name, (byProcess.get(name) ?? 0) + faults)
  const overTime = rawSeries(part.raw, window) ?? series
  const byPage = faultsByPage(part.raw.pages)
  return {
    total: part.total,
    byProcess: mostFirst(byProcess),
    keyedBy: part.named ? 'name' : 'number',
    lostInTrace: part.lost,
    unknown: part.unknown,
    errors: part.errors,
    ...(part.refused.count > 0 && { refused: part.refused }),
    ...(part.repaired.count > 0 && { repaired: part.repaired }),
    cutLine: part.cut,
    processesFolded: part.folded,
    ...(part.withMode > 0 && part.withMode === part.total && { inKernel: part.inKernel }),
    ...(overTime && { series: overTime }),
    ...(byPage.pages > 0 && part.total < 2 ** 32 && { byPage }),
  }
}
