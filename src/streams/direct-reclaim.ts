import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import { leastLost } from '../decode/losses.js'
import { readTraceText, traceTextWarnings } from '../decode/read-trace-text.js'
import { detectFormat } from '../ingest/format.js'
import type { Histogram } from '../model/histogram.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'
import { type HeatCell, heatBuilder } from '../reduce/heatmap.js'
import { clippedSpans, nearestRank, unionLength } from '../reduce/intervals.js'
import { logLinearHistogram } from '../reduce/log-linear-histogram.js'
import { directReclaimOf } from '../reduce/reclaim-pairs.js'

export interface DirectReclaim {
  /** Stalls that touch the measured window. */
  stalls: number
  /** Seconds of the window in which at least one task was in direct reclaim; overlapping stalls count once. */
  stalledSeconds: number
  /** The same with the stalls of several tasks added up. */
  taskSeconds: number
  /** Whole length of a stall in seconds, one in a hundred is longer; null without stalls. */
  p50: number | null
  p99: number | null
  longest: number | null
  /** Whole lengths of all stalls that touch the measured window. */
  lengths: Histogram
  /** When they began and how long they took; absent without a measured window. */
  heat?: { binSeconds: number; cells: HeatCell[] }
  /** Over all the time that the probes were attached, kept in the kernel and exact: for checks against counters. */
  begins: number | null
  ends: number | null
  reclaimedPages: number | null
  /** Stalls whose line was lost: the numbers above the line lack them. */
  missing: number
}

export const directReclaim = fromTrace(
  {
    id: 'direct-reclaim',
    title: 'Direct reclaim',
    what:
      'When a program needs a page, none is free and kswapd is too slow, the program itself has to find pages to evict before it may go ' +
      'on. That is direct reclaim: time in which it does no work of its own.',
    collector:
      'bpftrace on vmscan:mm_vmscan_direct_reclaim_begin and _end, paired by thread; for bare files also the text of ftrace or perf script',
    caveats:
      'A stall still under way when the tracer ends has no line. Reclaim within a memory cgroup is not in it. More than a million stalls ' +
      'are counted, but their lengths not kept.',
    fields: {
      stalls: { unit: 'count', doc: 'stalls that touch the measured window' },
      stalledSeconds: { unit: 'seconds', doc: 'time of the window in which at least one task was stalled' },
      taskSeconds: { unit: 'seconds', doc: 'the same with the stalls of all tasks added up' },
      p50: { unit: 'seconds', doc: 'median duration of a stall' },
      p99: { unit: 'seconds', doc: 'duration that 1% of stalls exceed' },
      longest: { unit: 'seconds', doc: 'duration of the longest stall' },
      lengths: { unit: 'count', doc: 'histogram of the durations' },
      heat: { unit: 'count', doc: 'stalls by time and duration; absent without a measured window' },
      begins: { unit: 'count', doc: 'begins while the probes were attached' },
      ends: { unit: 'count', doc: 'ends while the probes were attached' },
      reclaimedPages: {
        unit: 'pages',
        doc: 'pages that the stalled tasks reclaimed while the probes were attached',
      },
      missing: { unit: 'count', doc: 'stalls whose line was lost' },
    },
  },
  reduceDirectReclaim,
)

/** Begin, length (nanoseconds), process, thread, order, pages reclaimed, process name: a line of its program. */
export const STALL = /^stall (\d{1,20}) (\d{1,18}) (\d{1,10}) (\d{1,10}) (\d{1,3}) (\d{1,18}) (.*)$/s

async function reduceDirectReclaim(
  file: StreamFile,
  { run, window }: Context,
): Promise<Reduction<DirectReclaim>> {
  if ((await detectFormat(file.path)) === 'perf-script') return fromTraceText(file, run)
  const bounds = window?.boottime ?? null
  const spans = clippedSpans(bounds)
  const lengths: number[] = []
  const histogram = logLinearHistogram()
  const heat = heatBuilder(bounds)
  let lines = 0
  const onText = (text: string): boolean => {
    const match = STALL.exec(text)
    if (match === null) return false
    lines++
    const begin = BigInt(match[1] as string)
    const end = begin + BigInt(match[2] as string)
    if (!spans.add(begin, end)) return true
    histogram.add(Number(end - begin))
    heat.add(begin, Number(end - begin))
    if (spans.kept.length > lengths.length) lengths.push(Number(end - begin) / 1e9)
    return true
  }
  const trace = await readBpftrace(file, run, onText)
  const ends = scalar(trace, '@ends')
  const stalls = spans.touching()
  const taskNanoseconds = spans.kept.reduce((sum, { start, end }) => sum + end - start, 0)
  return {
    present: true,
    value: {
      stalls,
      stalledSeconds: unionLength(spans.kept) / 1e9,
      taskSeconds: taskNanoseconds / 1e9,
      p50: nearestRank(lengths, 0.5),
      p99: nearestRank(lengths, 0.99),
      longest: nearestRank(lengths, 1),
      lengths: { unit: 'nanoseconds', buckets: histogram.end() },
      ...heat.end(),
      // a map that nothing was added to is not printed
      begins: scalar(trace, '@begins') ?? (lines === 0 ? 0 : null),
      ends: ends ?? (lines === 0 ? 0 : null),
      reclaimedPages: scalar(trace, '@reclaimed') ?? (lines === 0 ? 0 : null),
      missing: Math.max(leastLost(trace.lost), (ends ?? lines) - lines, stalls - spans.kept.length),
    },
    warnings: trace.warnings,
  }
}

/** What was overwritten or lost may have been stalls: as many are missing at most. */
async function fromTraceText(file: StreamFile, run: string): Promise<Reduction<DirectReclaim>> {
  const reclaim = directReclaimOf()
  const read = await readTraceText(file.path, reclaim.take)
  const { spans, ...counts } = reclaim.end()
  if (counts.begins + counts.ends === 0)
    return {
      present: false,
      reason: `${file.name} holds no event of direct reclaim: nothing tells whether they were traced`,
    }
  const lengths = spans.map(({ start, end }) => (end - start) / 1e9)
  const histogram = logLinearHistogram()
  for (const { start, end } of spans) histogram.add(Math.round(end - start))
  const value: DirectReclaim = {
    stalls: spans.length,
    stalledSeconds: counts.stalledSeconds,
    taskSeconds: counts.taskSeconds,
    p50: nearestRank(lengths, 0.5),
    p99: nearestRank(lengths, 0.99),
    longest: nearestRank(lengths, 1),
    lengths: { unit: 'nanoseconds', buckets: histogram.end() },
    begins: counts.begins,
    ends: counts.ends,
    reclaimedPages: counts.reclaimedPages,
    missing: read.overwritten + leastLost(read.lost) + counts.unmatchedBegins + counts.unmatchedEnds,
  }
  return { present: true, value, warnings: traceTextWarnings(file, run, read) }
}
