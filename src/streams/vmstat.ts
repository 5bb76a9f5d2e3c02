import { InputError } from '../base/input-error.js'
import type { Counters } from '../decode/counter-lines.js'
import { readCounters } from '../decode/proc.js'
import { ASSUMED_PAGE_KIB, readProcpsVmstat, type VmstatRows } from '../decode/procps-vmstat.js'
import { readSar } from '../decode/sar.js'
import { ofWholeLines } from '../ingest/cut-line.js'
import { detectFormat } from '../ingest/format.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { readTextLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamDef, StreamFile, StreamFiles } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import {
  type CounterCopies,
  copiesInLkp,
  copiesInSamples,
  copiesUnderTimes,
} from '../reduce/counter-copies.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface Vmstat {
  /** Counter name to its increase over the run; gauges (see `isGauge`) to their change. */
  deltas: Map<string, number>
  /** pgfault in the first and the last copy. It only grows since boot, so it tells in which order runs were recorded. */
  faultsSinceBoot?: { before: number; after: number }
  /** From the first copy to the last, where they stand under time marks. */
  seconds?: number
  /** Those of COUNTED_OVER_TIME, a second; absent without samples or a measured window. */
  series?: SeriesByName
}

export const vmstat: StreamDef<'vmstat', Vmstat> = {
  id: 'vmstat',
  title: '/proc/vmstat counters',
  what:
    'The kernel counts what its memory management does since boot, in /proc/vmstat: page faults, pages read from and written to ' +
    'swap, pages scanned and reclaimed. Two copies, one before and one after a run, give what happened in between.',
  collector:
    'two copies of /proc/vmstat, or several in one file under time marks, for standalone files; samples at an interval in an experiment',
  caveats:
    'Counts the whole machine, the tracer included, between the two readings. With MGLRU on, pgscan and pgrefill count something else ' +
    'than with MGLRU off, and before Linux 6.5 the refault counters do too.',
  fields: {
    deltas: { unit: 'count', doc: 'increase of each counter over the run; for a gauge, its change' },
    faultsSinceBoot: { unit: 'count', doc: 'pgfault in the first and the last copy' },
    seconds: { unit: 'seconds', doc: 'from the first copy to the last, where the copies have timestamps' },
    series: {
      unit: 'count',
      doc: 'major faults, pages swapped in and out per second; absent without samples or a measured window',
    },
  },
  sidecars: [
    { suffix: '.vmstat-before', role: 'before' },
    { suffix: '.vmstat-after', role: 'after' },
  ],
  recordedAs: ['vmstat'],
  reduce: reduceVmstat,
}

/** Levels rather than counts: they may fall. All of nr_* is, but for the few that only ever grow. */
export function isGauge(counter: string): boolean {
  const GROWING =
    /^nr_(dirtied|written|vmscan_write|vmscan_immediate_reclaim|foll_pin_\w+|throttled_written|tlb_\w+)$/
  return (
    (counter.startsWith('nr_') && !GROWING.test(counter)) ||
    /^(workingset_nodes|swap_ra_pages)$/.test(counter)
  )
}

const COUNTED_OVER_TIME = ['pgmajfault', 'pswpin', 'pswpout'] as const

async function reduceVmstat(files: StreamFiles, context: Context): Promise<Reduction<Vmstat>> {
  if (files.trace !== undefined) return fromTrace(files.trace, context)
  const { before, after } = files
  if (before !== undefined && after !== undefined) {
    const cuts: Warning[] = []
    const read = (file: StreamFile) =>
      readCounters(file, (cut) => {
        const warnings = readerWarnings(file.name, context.run)
        warnings.lastLine(cut)
        cuts.push(...warnings.list)
      })
    const [first, last] = [await read(before), await read(after)]
    return { present: true, value: counted(first, last, after.path), warnings: cuts }
  }
  const lacking =
    before !== undefined
      ? 'no copy from after the run'
      : after !== undefined
        ? 'no copy from before the run'
        : 'neither copy'
  return { present: false, reason: `${lacking} of /proc/vmstat was found` }
}

async function fromTrace(file: StreamFile, context: Context): Promise<Reduction<Vmstat>> {
  const format = await detectFormat(file.path)
  if (format === 'sar' || format === 'procps-vmstat') return ofCounts(file, format, context)
  const isText = format !== 'stream' && format !== 'lkp-json'
  const found: CounterCopies | null =
    format === 'lkp-json'
      ? await copiesInLkp(file)
      : isText
        ? await copiesUnderTimes(file, context)
        : await copiesInSamples(file, context, COUNTED_OVER_TIME)
  const holds = isText ? 'one copy of /proc/vmstat, which gives no difference' : 'no sample of /proc/vmstat'
  if (found === null) return { present: false, reason: `${file.name} holds ${holds}` }
  const { first, last, warnings, ...times } = found
  return { present: true, value: { ...counted(first, last, file.path), ...times }, warnings }
}

/** What a program has divided by the time and rounded; how pgfault stood since boot it does not say. */
async function ofCounts(
  file: StreamFile,
  format: 'sar' | 'procps-vmstat',
  { run }: Context,
): Promise<Reduction<Vmstat>> {
  const lines = await readTextLines(file.path)
  const warnings = readerWarnings(file.name, run)
  const { value: found, cut } = ofWholeLines(lines, (all) =>
    format === 'sar' ? readSar(all, file.path) : readProcpsVmstat(all, file.path),
  )
  warnings.lastLine(cut)
  if (found === null)
    return {
      present: false,
      reason: `${file.name} holds no interval of ${format === 'sar' ? 'sar -B or -W' : 'vmstat: its first row is of the time since boot'}`,
    }
  if (format === 'procps-vmstat')
    warnings.add(
      'vmstat-rounded',
      `si and so are KiB, taken as pages of ${ASSUMED_PAGE_KIB} KiB${(found as VmstatRows).timed ? '' : ', and each row as one second, since no row has a time ("vmstat -t")'}; copies of /proc/vmstat are exact.`,
    )
  if (found.shorter !== undefined && found.shorter.size > 0) {
    const counters = [...found.shorter].map(([counter, seconds]) => `${counter} (${seconds} s)`)
    warnings.add(
      'tables-differ',
      `the tables cover different times: of ${found.seconds} s that the longest covers these cover less, and are not used: ${counters.join(', ')}.`,
    )
  }
  warnings.unknownLines(found.unknown, found.unknown.lines, found.unknown.first)
  return {
    present: true,
    value: {
      deltas: new Map([...found.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
      seconds: found.seconds,
    },
    warnings: warnings.list,
  }
}

function counted(before: Counters, after: Counters, path: string): Vmstat {
  const deltas = differences(before, after, path)
  const [first, last] = [before.get('pgfault'), after.get('pgfault')]
  if (first === undefined || last === undefined) return { deltas }
  return { deltas, faultsSinceBoot: { before: Number(first), after: Number(last) } }
}

function differences(before: Counters, after: Counters, path: string): Map<string, number> {
  const deltas = new Map<string, number>()
  for (const [counter, start] of [...before].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const end = after.get(counter)
    if (end === undefined) continue
    if (end < start && !isGauge(counter))
      throw new InputError({
        path,
        expected: `${counter} to be at least what it was before the run (${start})`,
        found: `${end}`,
        remedy: 'check that before and after are not exchanged and come from the same boot',
      })
    deltas.set(counter, Number(end - start))
  }
  for (const [base, zones] of ZONED) {
    if (deltas.has(base)) continue
    const found = [...deltas].filter(([counter]) => zones.test(counter))
    if (found.length > 0)
      deltas.set(
        base,
        found.reduce((sum, [, delta]) => sum + delta, 0),
      )
  }
  return deltas
}

/** Before Linux 4.8 counted for each zone, since then in one. */
const ZONED = ['pgrefill', 'pgsteal_kswapd', 'pgsteal_direct', 'pgscan_kswapd', 'pgscan_direct'].map(
  (base) => [base, new RegExp(`^${base}_(?:dma|dma32|normal|high|movable|device)$`)] as const,
)
