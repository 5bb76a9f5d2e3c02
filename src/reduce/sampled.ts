import { InputError } from '../base/input-error.js'
import { notSample, numberIn, type OfText, parseSample, type Sample } from '../decode/samples.js'
import { timeBlocks } from '../decode/time-blocks.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { type OnLine, readLines } from '../ingest/lines.js'
import type { Reduction, StreamFile, Window } from '../model/stream.js'
import type { Warning } from '../model/warning.js'

/** The samples next to the ends of the measured window, and every one between them. */
export interface Bracket {
  first: Sample
  last: Sample
  count: number
  warnings: Warning[]
}

/** What is looked at beside the two samples of the bracket. */
export interface SampleVisitors {
  /** Sees every sample that lies in the window. */
  visit?: (sample: Sample) => void
  /** Sees each two neighbours of whose time some may lie in the window. */
  between?: (earlier: Sample, later: Sample) => void
  /** Reads copies of the kernel's text, each behind a line `time: SECONDS`. */
  ofText?: OfText
  /** Whether one sample says enough, as it does of levels. */
  oneIsEnough?: boolean
}

/**
 * Reads {"type":"sample","t":"NS","data":{...}} lines, keeping two of them: the last at or before the window's start and
 * the first at or after its end, or the outermost ones where the recording is shorter or nothing tells the window.
 */
async function readSamples(
  file: StreamFile,
  run: string,
  window: Window | null,
  { visit, between, ofText }: SampleVisitors,
): Promise<Bracket | null> {
  let first: Sample | null = null
  let last: Sample | null = null
  let count = 0
  let cut = false
  const take = (sample: Sample, line: number) => {
    const { at } = sample
    const bounds = window?.monotonic
    if (last !== null && at < last.at)
      throw notSample(file.path, line, 'a time before that of the last sample')
    if (last !== null && (bounds === undefined || last.at < bounds.end)) between?.(last, sample)
    if (first === null || (bounds !== undefined && at <= bounds.start)) first = sample
    if (last === null || bounds === undefined || last.at < bounds.end) last = sample
    if (bounds === undefined || (at >= bounds.start && at <= bounds.end)) visit?.(sample)
    count++
  }
  const blocks = ofText === undefined ? null : timeBlocks(file.path, ofText, take)
  const onLine: OnLine = (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    if (blocks !== null && !text.startsWith('{')) return blocks.line(text, line)
    const sample = parseSample(text, file.path, line)
    if (sample !== null) take(sample, line)
  }
  const lines = await readLines(file.path, onLine, () => {
    cut = true
  })
  blocks?.end(lines, cut)
  if (first === null || last === null) return null
  const warnings = readerWarnings(file.name, run)
  if (cut) warnings.add('stream-cut', 'the last sample is cut off and was not read.', { line: lines })
  if (window !== null) {
    const { start, end } = window.monotonic
    const short = (first as Sample).at - start > 2_000_000_000n || end - (last as Sample).at > 2_000_000_000n
    if (short) warnings.add('samples-short', 'the samples do not reach over the whole measured window.')
  }
  return { first, last, count, warnings: warnings.list }
}

/** Reduces a sampled stream: `value` makes of the bracket what stays in memory, or says why nothing can be made. */
export async function reduceSamples<T extends object>(
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
  value: (bracket: Bracket, path: string) => T | string,
  visitors: SampleVisitors = {},
): Promise<Reduction<T>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const bracket = await readSamples(file, run, window, visitors)
  if (bracket === null) return { present: false, reason: `${file.name} holds no sample` }
  if (bracket.first === bracket.last && visitors.oneIsEnough !== true)
    return { present: false, reason: `${file.name} holds one sample only` }
  const made = value(bracket, file.path)
  if (typeof made === 'string') return { present: false, reason: made }
  return { present: true, value: made, warnings: bracket.warnings }
}

/**
 * How much a counter grew between the two samples; null where one of them has no such counter.
 * @throws InputError when it fell, which a counter cannot within one boot.
 */
export function increase(bracket: Bracket, key: string, path: string): number | null {
  const [from, to] = [numberIn(bracket.first, key), numberIn(bracket.last, key)]
  if (from === null || to === null) return null
  if (to < from)
    throw new InputError({
      path,
      expected: `${key} to grow (from ${from})`,
      found: `${to}`,
      remedy: 'check the stream',
    })
  return to - from
}
