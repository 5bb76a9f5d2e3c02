import { InputError } from '../base/input-error.js'
import { namedNumbers, timeBlocks } from '../decode/time-blocks.js'
import { detectFormat } from '../ingest/format.js'
import { type OnLine, readLines } from '../ingest/lines.js'
import type { Reduction, StreamDef, StreamFile, Window } from '../model/stream.js'
import { type SeriesByName, sampledSeries } from '../reduce/time-series.js'

export interface Vmstat {
  /** Counter name to its increase over the run; gauges (see `isGauge`) to their change. */
  deltas: Map<string, number>
  /** From the first copy to the last, where they stand under time marks. */
  seconds?: number
  /** Those of COUNTED_OVER_TIME, a second; absent without samples or a measured window. */
  series?: SeriesByName
}

declare module '../model/stream.js' {
  interface StreamValues {
    vmstat: Vmstat
  }
}

export const vmstat: StreamDef<Vmstat> = {
  id: 'vmstat',
  title: 'Kernel memory counters',
  what:
    'The kernel counts what its memory management does since boot, in /proc/vmstat: page faults, pages read from and written to ' +
    'swap, pages scanned and reclaimed. Two copies, one before and one after a run, give what happened in between.',
  collector:
    'two copies of /proc/vmstat, or several in one file under time marks, for bare files; samples at an interval in an experiment',
  caveats:
    'Counts the whole machine, the tracer included, between the two readings. With MGLRU on, pgscan and pgrefill count something else ' +
    'than with MGLRU off, and before Linux 6.5 the refault counters do too.',
  columns: [
    { name: 'counter', unit: 'text', doc: 'name in /proc/vmstat' },
    { name: 'delta', unit: 'count', doc: 'value after the run less the value before' },
  ],
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

type Counters = Map<string, bigint>

const COUNTED_OVER_TIME = ['pgmajfault', 'pswpin', 'pswpout'] as const

async function reduceVmstat(
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
): Promise<Reduction<Vmstat>> {
  const recorded = files.find((file) => file.role === 'trace')
  if (recorded !== undefined) {
    const isText = (await detectFormat(recorded.path)) === 'vmstat'
    return isText ? fromBlocks(recorded) : fromSamples(recorded, run, window)
  }
  const before = files.find((file) => file.role === 'before')
  const after = files.find((file) => file.role === 'after')
  if (before === undefined || after === undefined) {
    const lacking =
      before === undefined
        ? after === undefined
          ? 'neither copy'
          : 'no copy from before the run'
        : 'no copy from after the run'
    return { present: false, reason: `${lacking} of /proc/vmstat was found` }
  }
  return difference(await readCounters(before), await readCounters(after), after.path)
}

function difference(before: Counters, after: Counters, name: string): Reduction<Vmstat> {
  const deltas = new Map<string, number>()
  for (const [counter, start] of [...before].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const end = after.get(counter)
    if (end === undefined) continue
    if (end < start && !isGauge(counter)) {
      throw new InputError({
        path: name,
        expected: `${counter} to be at least what it was before the run (${start})`,
        found: `${end}`,
        remedy: 'check that before and after are not exchanged and come from the same boot',
      })
    }
    deltas.set(counter, Number(end - start))
  }
  return { present: true, value: { deltas }, warnings: [] }
}

async function readCounters(file: StreamFile): Promise<Counters> {
  const counters: Counters = new Map()
  await readLines(file.path, (buffer, start, end, line) => {
    const text = buffer.toString('latin1', start, end).trimEnd()
    if (text === '') return
    const match = /^([A-Za-z0-9_]{1,128}) (\d{1,20})$/.exec(text)
    if (match === null) throw notVmstat(file.path, line, 'another line')
    counters.set(match[1] as string, BigInt(match[2] as string))
  })
  if (counters.size === 0) throw notVmstat(file.path, 1, 'an empty file')
  return counters
}

function notVmstat(name: string, line: number, found: string): InputError {
  return new InputError({
    path: name,
    line,
    expected: 'a copy of /proc/vmstat (lines of "name number")',
    found,
    remedy: 'copy it again with cat, or take the file away',
  })
}

/** First and last of the copies under time marks. */
async function fromBlocks(file: StreamFile): Promise<Reduction<Vmstat>> {
  let first: { at: bigint; counters: Counters } | null = null
  let last = first as { at: bigint; counters: Counters } | null
  const blocks = timeBlocks(file.path, namedNumbers, ({ at, data }) => {
    const counters = new Map(Object.entries(data).map(([name, value]) => [name, BigInt(value as number)]))
    last = { at, counters }
    first ??= last
  })
  let cut = false
  const onLine: OnLine = (buffer, start, end, line) =>
    blocks.line(buffer.toString('latin1', start, end), line)
  const lines = await readLines(file.path, onLine, () => {
    cut = true
  })
  blocks.end(lines, cut)
  const [from, to] = [first as typeof last, last]
  if (from === null || to === null || from === to)
    return {
      present: false,
      reason: `${file.name} holds one copy of /proc/vmstat, which gives no difference`,
    }
  const reduction = difference(from.counters, to.counters, file.path)
  if (reduction.present) reduction.value.seconds = Number(to.at - from.at) / 1e9
  return reduction
}

/** First and last sample of the collectors' stream. */
async function fromSamples(file: StreamFile, run: string, window: Window | null): Promise<Reduction<Vmstat>> {
  let first: Counters | null = null
  let last: string | null = null
  let cut = false
  const overTime = countersOverTime(window)
  const onLine: OnLine = (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    if (!text.startsWith('{"type":"sample"') && !/^\{\s*"type"\s*:\s*"sample"/.test(text)) return
    if (first === null) first = sampleCounters(text, file.path, line)
    last = text
    overTime.sample(text)
  }
  const lines = await readLines(file.path, onLine, () => {
    cut = true
  })
  if (first === null || last === null)
    return { present: false, reason: `${file.name} holds no sample of /proc/vmstat` }
  const reduction = difference(first, sampleCounters(last, file.path, null), file.path)
  if (reduction.present && cut) {
    const text = `${file.name}:${lines}: the last sample is cut off; the counters end with the one before it.`
    reduction.warnings.push({ id: 'stream-cut', severity: 'caution', text, subject: run })
  }
  const series = overTime.end()
  if (reduction.present && series !== undefined) reduction.value.series = series
  return reduction
}

/** The few counters that are shown over time, found in each sample without reading all of it. */
function countersOverTime(window: Window | null) {
  const builder = sampledSeries(window)
  const patterns = COUNTED_OVER_TIME.map((counter) => ({
    counter,
    pattern: new RegExp(`"${counter}"\\s*:\\s*(\\d{1,15})\\b`),
  }))
  let before: { at: bigint; values: (number | null)[] } | null = null
  return {
    sample(text: string) {
      const at = /"t"\s*:\s*"(\d{1,20})"/.exec(text)?.[1]
      if (at === undefined) return
      const values = patterns.map(({ pattern }) => {
        const value = pattern.exec(text)?.[1]
        return value === undefined ? null : Number(value)
      })
      const now = { at: BigInt(at), values }
      for (const [index, counter] of COUNTED_OVER_TIME.entries()) {
        const [from, to] = [before?.values[index] ?? null, values[index] ?? null]
        if (before !== null && from !== null && to !== null && to >= from)
          builder.addIncrease(counter, before.at, now.at, to - from)
      }
      before = now
    },
    end: builder.end,
  }
}

function sampleCounters(text: string, name: string, line: number | null): Counters {
  const counters: Counters = new Map()
  const fail = () =>
    new InputError({
      path: name,
      line,
      expected: 'a sample {"type":"sample","t":"...","data":{name: number}}',
      found: 'something else',
      remedy: 'check the stream',
    })
  let data: unknown
  try {
    data = (JSON.parse(text) as { data?: unknown }).data
  } catch {
    throw fail()
  }
  if (data === null || typeof data !== 'object') throw fail()
  for (const [counter, value] of Object.entries(data)) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw fail()
    counters.set(counter, BigInt(value))
  }
  return counters
}
