import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import { leastLost } from '../decode/losses.js'
import { detectFormat } from '../ingest/format.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { durations } from '../reduce/durations.js'
import { fromTrace } from '../reduce/from-trace.js'
import { type HeatCell, heatBuilder } from '../reduce/heatmap.js'
import { clippedSpans, unionLength } from '../reduce/intervals.js'
import { type Stalls, stallsInTraceText } from '../reduce/stalls.js'

export interface DirectReclaim extends Stalls {
  /** When they began and how long they took; absent without a measured window. */
  heat?: { binSeconds: number; cells: HeatCell[] }
}

export const directReclaim = fromTrace(
  {
    id: 'direct-reclaim',
    title: 'Direct reclaim',
    what:
      'When a program needs a page, none is free and kswapd is too slow, the program itself has to find pages to evict before it may go ' +
      'on. That is direct reclaim: time in which it does no work of its own.',
    collector:
      'bpftrace on vmscan:mm_vmscan_direct_reclaim_begin and _end, paired by thread; for standalone files also the text of ftrace or perf script',
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
  if ((await detectFormat(file.path)) === 'perf-script') return stallsInTraceText(file, run)
  const bounds = window?.boottime ?? null
  const spans = clippedSpans(bounds)
  const lengths = durations()
  const heat = heatBuilder(bounds)
  let lines = 0
  const onText = (text: string): boolean => {
    const match = STALL.exec(text)
    if (match === null) return false
    lines++
    const begin = BigInt(match[1] as string)
    const end = begin + BigInt(match[2] as string)
    if (!spans.add(begin, end)) return true
    lengths.add(Number(end - begin))
    heat.add(begin, Number(end - begin))
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
      ...lengths.end(),
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
