import { InputError } from '../base/input-error.js'
import { type Counters, counterLines } from '../decode/counter-lines.js'
import { MAX_LKP_JSON, readLkpJson } from '../decode/lkp-json.js'
import { notSample } from '../decode/samples.js'
import { timeBlocks } from '../decode/time-blocks.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { type OnLine, readLines, readText } from '../ingest/lines.js'
import type { Context, StreamFile, Window } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import { type SeriesByName, seriesBuilder } from './time-series.js'

/** The first and the last copy of counters in a file. */
export interface CounterCopies {
  first: Counters
  last: Counters
  /** Between the two, where the file has times. */
  seconds?: number
  series?: SeriesByName
  warnings: Warning[]
}

/** Copies under time marks; null where there are not two. */
export async function copiesUnderTimes(file: StreamFile, { run }: Context): Promise<CounterCopies | null> {
  let first: { at: bigint; counters: Counters } | null = null
  let last = first as { at: bigint; counters: Counters } | null
  const ofText = (lines: readonly string[], path: string, firstLine: number) => {
    const counters = counterLines(lines, path, firstLine)
    return counters.size === 0 ? null : counters
  }
  const blocks = timeBlocks(file.path, ofText, ({ at, data: counters }, line) => {
    if (last !== null && at < last.at) throw notSample(file.path, line, 'a time before that of the last copy')
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
  if (from === null || to === null || from === to) return null
  const seconds = Number(to.at - from.at) / 1e9
  const warnings = readerWarnings(file.name, run)
  const text = 'the last line has no newline: its copy is cut off, and the counters end with the one before.'
  if (cut) warnings.add('stream-cut', text, { line: lines })
  return { first: from.counters, last: to.counters, seconds, warnings: warnings.list }
}

/** The first and the last sample of lkp's JSON; null where there are not two. */
export async function copiesInLkp(file: StreamFile): Promise<CounterCopies | null> {
  const series = readLkpJson(
    await readText(file.path, MAX_LKP_JSON, Number.POSITIVE_INFINITY),
    'proc-vmstat',
    file.path,
  )
  const count = series?.times.length ?? 0
  if (series === null || count < 2) return null
  const of = (index: number): Counters =>
    new Map([...series.values].map(([name, values]) => [name, BigInt(Math.round(values[index] ?? 0))]))
  const seconds = (series.times[count - 1] as number) - (series.times[0] as number)
  return { first: of(0), last: of(count - 1), seconds, warnings: [] }
}

/** Samples of the collectors; `counters` become series. Null where there is no sample. */
export async function copiesInSamples(
  file: StreamFile,
  { run, window }: Context,
  counters: readonly string[],
): Promise<CounterCopies | null> {
  let first: Counters | null = null
  let last: string | null = null
  let cut = false
  const overTime = countersOverTime(counters, window)
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
  if (first === null || last === null) return null
  const warnings = readerWarnings(file.name, run)
  const text = 'the last sample is cut off; the counters end with the one before it.'
  if (cut) warnings.add('stream-cut', text, { line: lines })
  const series = overTime.end()
  const end = sampleCounters(last, file.path, null)
  return { first, last: end, ...(series && { series }), warnings: warnings.list }
}

/** The few counters that are shown over time, found in each sample without reading all of it. */
function countersOverTime(counters: readonly string[], window: Window | null) {
  const builder = seriesBuilder(window?.monotonic ?? null)
  const patterns = counters.map((counter) => ({
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
      for (const [index, counter] of counters.entries()) {
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
