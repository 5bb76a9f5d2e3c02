import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import type { Reduction, StreamDef, StreamFile, Window } from '../model/stream.js'
import { clippedSpans, unionLength } from '../reduce/intervals.js'

export interface Compaction {
  /** Passes that touch the measured window. */
  passes: number
  /** Seconds of the window in which at least one pass ran; those at the same time count once. */
  seconds: number
  /** Pages, while the probes were attached. */
  migrateScanned: number | null
  freeScanned: number | null
  /** Passes whose line was lost. */
  missing: number
}

declare module '../model/stream.js' {
  interface StreamValues {
    compaction: Compaction
  }
}

export const compaction: StreamDef<Compaction> = {
  id: 'compaction',
  title: 'Compaction',
  what:
    'A huge page needs 512 free pages side by side. When free memory is in pieces, the kernel moves used pages together to make room: ' +
    'compaction. A program that waits for it stalls as in direct reclaim.',
  collector: 'bpftrace on compaction:mm_compaction_begin and _end, paired by thread',
  caveats:
    'kcompactd, a kernel thread, compacts in the background: those passes stall nobody. A pass still under way when the tracer ends ' +
    'has no line.',
  columns: [
    { name: 'passes', unit: 'count', doc: 'passes that touch the measured window' },
    { name: 'seconds', unit: 'seconds', doc: 'time in which at least one ran' },
  ],
  sidecars: [],
  recordedAs: ['compaction'],
  reduce: reduceCompaction,
}

async function reduceCompaction(
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
): Promise<Reduction<Compaction>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const spans = clippedSpans(window?.boottime ?? null)
  let lines = 0
  const onText = (text: string): boolean => {
    const match = /^compaction (\d{1,20}) (\d{1,18}) \d+ \d+ -?\d+ /.exec(text)
    if (match === null) return false
    lines++
    const begin = BigInt(match[1] as string)
    spans.add(begin, begin + BigInt(match[2] as string))
    return true
  }
  const trace = await readBpftrace(file, run, onText)
  const passes = spans.touching()
  const value: Compaction = {
    passes,
    seconds: unionLength(spans.kept) / 1e9,
    migrateScanned: scalar(trace, '@migrate_scanned') ?? (lines === 0 ? 0 : null),
    freeScanned: scalar(trace, '@free_scanned') ?? (lines === 0 ? 0 : null),
    missing: Math.max(trace.lost, (scalar(trace, '@ends') ?? lines) - lines, passes - spans.kept.length),
  }
  return { present: true, value, warnings: trace.warnings }
}
