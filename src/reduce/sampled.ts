import { InputError } from '../base/input-error.js'
import { decodeSample, notSample, numberIn, type OfText, type Sample } from '../decode/samples.js'
import { timeBlocks } from '../decode/time-blocks.js'
import type { CutLine } from '../ingest/cut-line.js'
import { detectFormat } from '../ingest/format.js'
import { type ReaderWarnings, readerWarnings } from '../ingest/line-notes.js'
import { type OnLine, readLines } from '../ingest/lines.js'
import type {
  About,
  Context,
  InputFormat,
  Reduction,
  StreamDef,
  StreamFile,
  StreamFiles,
} from '../model/stream.js'
import { type Bracket, filesOf, joinedEnds } from './copy-files.js'
import { type SeriesByName, seriesBuilder } from './time-series.js'

export type { Bracket } from './copy-files.js'

/** What sees the samples in addition to the two of the bracket. */
interface SampleVisitors {
  /** Every sample that lies in the window. */
  visit?: ((sample: Sample) => void) | undefined
  /** Each two neighbours of whose time some may lie in the window. */
  between: (earlier: Sample, later: Sample) => void
  text?: OfText | undefined
}

const CUT = 'the last sample has no newline, may be cut off, and was not read.'

/** Made again for each run, so that what it gathers is its own. */
export interface OfSamples<Reduced> {
  /** Series of what came between two samples: the increase of a counter, in its unit; null where one of them lacks it. */
  rates?: Readonly<Record<string, (earlier: Sample, later: Sample) => number | null>>
  /** Series of levels. */
  gauges?: Readonly<Record<string, (sample: Sample) => number | null>>
  /** Sees every sample that lies in the window. */
  visit?(sample: Sample): void
  /** What stays in memory; a text says why there is nothing. `series` is undefined without a window. */
  value(bracket: Bracket, series: SeriesByName | undefined, path: string): Reduced | string
}

/** A stream that reads something of the kernel's at an interval, on the monotonic clock. */
export function sampled<const Name extends string, Reduced extends object>(
  of: About<Name, Reduced> & {
    /** Reads copies of the kernel's text, each behind a line `time: SECONDS`. */
    text?: OfText
    /** Standalone files in a form of their own. */
    others?: {
      readonly [F in InputFormat]?: (file: StreamFile, warnings: ReaderWarnings) => Promise<Reduced | string>
    }
    /** One sample is enough for levels. */
    oneIsEnough?: boolean
    ofRun(): OfSamples<Reduced>
  },
): StreamDef<Name, Reduced> {
  const { text, others = {}, oneIsEnough = false, ofRun, ...about } = of
  const ofFile = async (trace: StreamFile, context: Context, seen: SampleVisitors) =>
    readSamples(trace, context, { ...seen, text })
  const reduce = async (files: StreamFiles, context: Context): Promise<Reduction<Reduced>> => {
    const { rates = {}, gauges = {}, visit, value } = ofRun()
    const series = seriesBuilder(context.window?.monotonic ?? null)
    const between = (earlier: Sample, later: Sample) => {
      for (const [name, increase] of Object.entries(rates)) {
        const amount = increase(earlier, later)
        if (amount !== null) series.addIncrease(name, earlier.at, later.at, amount)
      }
      for (const [name, levelOf] of Object.entries(gauges)) {
        const [before, after] = [levelOf(earlier), levelOf(later)]
        if (before !== null && after !== null) series.addGauge(name, earlier.at, later.at, before, after)
      }
    }
    const given = filesOf(files)
    const [file] = given
    if (file === undefined) return { present: false, reason: 'not recorded' }
    const other = Object.keys(others).length === 0 ? undefined : others[await detectFormat(file.path)]
    if (other !== undefined && given.length === 1) {
      const warnings = readerWarnings(file.name, context.run)
      const made = await other(file, warnings)
      return typeof made === 'string'
        ? { present: false, reason: made }
        : { present: true, value: made, warnings: warnings.list }
    }
    const read = (one: StreamFile) => ofFile(one, context, { visit, between })
    const bracket = given.length === 1 ? await read(file) : await joinedEnds(files, read)
    if (bracket === null) return { present: false, reason: `${file.name} holds no sample` }
    if (bracket.first === bracket.last && !oneIsEnough)
      return {
        present: false,
        reason: `${file.name} holds one sample only${bracket.cutAt === undefined ? '' : `; line ${bracket.cutAt} has no newline: its sample may be cut off, and was not read`}`,
      }
    const made = value(bracket, series.end(), file.path)
    if (typeof made === 'string') return { present: false, reason: made }
    return {
      present: true,
      value: made,
      warnings: bracket.warnings.map((one) => ({ ...one, subject: one.subject ?? context.run })),
    }
  }
  return { sidecars: [], recordedAs: [about.id], ...about, reduce }
}

/** Null for lines that hold nothing. */
const whereAny = (ofText: OfText) => (lines: readonly string[], path: string, firstLine: number) => {
  const data = ofText(lines, path, firstLine)
  return Object.keys(data).length === 0 ? null : data
}

/**
 * Reads {"type":"sample","t":"NS","data":{...}} lines, keeping two of them: the last at or before the window's start and
 * the first at or after its end, or the outermost ones where the recording is shorter or the window is unknown.
 */
async function readSamples(
  file: StreamFile,
  { run, window }: Context,
  { visit, between, text: ofText }: SampleVisitors,
): Promise<Bracket | null> {
  let first: Sample | null = null
  let last: Sample | null = null
  let count = 0
  let cut: CutLine | null = null
  let marked = false
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
  const blocks = ofText === undefined ? null : timeBlocks(file.path, whereAny(ofText), take)
  const onLine: OnLine = (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    if (blocks !== null && !text.startsWith('{')) {
      marked = true
      return blocks.line(text, line)
    }
    const sample = decodeSample(text)
    if (sample === null) throw notSample(file.path, line, 'something else')
    if (sample !== 'other') take(sample, line)
  }
  const lines = await readLines(file.path, onLine, (buffer, start, end, line) => {
    cut = { line, text: buffer.toString('utf8', start, end), used: false }
  })
  // a copy without a time mark is read but for its last line
  const alone = marked && blocks?.end(lines, cut !== null) === false
  if (first === null || last === null) return null
  const warnings = readerWarnings(file.name, run)
  if (alone) warnings.lastLine(cut)
  else if (cut !== null) warnings.add('stream-cut', CUT, { line: lines })
  if (window !== null) {
    const { start, end } = window.monotonic
    const short = (first as Sample).at - start > 2_000_000_000n || end - (last as Sample).at > 2_000_000_000n
    if (short) warnings.add('samples-short', 'the samples do not reach over the whole measured window.')
  }
  const seconds = Number((last as Sample).at - (first as Sample).at) / 1e9
  return {
    first,
    last,
    count,
    ...(cut === null || alone ? {} : { cutAt: lines }),
    ...(marked && seconds > 0 ? { seconds } : {}),
    warnings: warnings.list,
  }
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
