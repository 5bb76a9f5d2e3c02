import { detectFormat } from '../ingest/format.js'
import { lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { firstOf, type OnLine, readLines } from '../ingest/lines.js'
import type { Bucket, Statistics } from '../model/histogram.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import { type BpftraceRecord, bpftraceDecoder } from './bpftrace-json.js'
import { decodeBpftraceText, type TextMaps } from './bpftrace-text.js'
import { noteUnused, type Unused } from './bpftrace-values.js'
import { addLoss, endLoss, type Lost, lossIn, lostMembers, nothingLost } from './losses.js'
import { withStderr } from './lost-on-stderr.js'
import { mapLimits } from './map-limits.js'
import { prettyJson } from './pretty-json.js'

/** What bpftrace's programs of the collectors leave: printed lines, and maps whose last print counts. */
export interface BpftraceOutput {
  /** Maps without keys have one entry under "". */
  maps: Map<string, Map<string, number>>
  /** Those with keys stand under "@name[key]". */
  histograms: Map<string, Bucket[]>
  statistics: Map<string, Map<string, Statistics>>
  /** Entries of maps that a double cannot hold, as text, under "@name[key]". */
  exact: Map<string, string>
  unused: Map<string, Unused>
  /** Null where the file does not say. */
  probes: number | null
  /** Events that the collector or bpftrace knows to be lost. */
  lost: Lost
  warnings: Warning[]
}

const MAX_WORDS = 100
const REPLACED = 'its maps replace those before'
const MAX_NAMES = 1000
const TIME = /^time \d{1,20}$/

/**
 * Reads such a stream. `onText` gets each printed line and says whether it understood it; `onMap` gets each print of a
 * map as it comes. Memory does not grow with the number of lines.
 */
export async function readBpftrace(
  file: StreamFile,
  run: string,
  onText: (text: string) => boolean,
  onMap: (name: string, entries: readonly [string, number][]) => void = () => {},
  options: { endExpected?: boolean; stderr?: StreamFile | undefined } = {},
): Promise<BpftraceOutput> {
  const maps: BpftraceOutput['maps'] = new Map()
  const histograms: BpftraceOutput['histograms'] = new Map()
  const unknown = lineNotes()
  const errors = lineNotes()
  const refused = lineNotes()
  const repaired = lineNotes()
  const statistics: BpftraceOutput['statistics'] = new Map()
  const exact: BpftraceOutput['exact'] = new Map()
  const unused: BpftraceOutput['unused'] = new Map()
  const { decode } = bpftraceDecoder()
  const pretty = prettyJson()
  const isCompilerMessage = compilerMessages()
  let refusedWhy = ''
  let probes: number | null = null
  const begins = lineNotes()
  const told = nothingLost()
  const limit = mapLimits(file.path)
  let ended = false
  const take = (record: BpftraceRecord, line: number) => {
    if (record.type === 'printf') {
      for (const text of record.text.replace(/\n$/, '').split('\n'))
        if (!onText(text) && !TIME.test(text)) noteLine(unknown, line)
    } else if (record.type === 'map') {
      limit(record.name, '', record.entries.length, line)
      maps.set(record.name, new Map(record.entries))
      for (const [key, text] of record.exact ?? []) {
        limit(record.name, `exact ${key}`, 1, line)
        exact.set(key === '' ? record.name : `${record.name}[${key}]`, text)
      }
      onMap(record.name, record.entries)
    } else if (record.type === 'hist') {
      limit(record.name, '', record.buckets.length, line)
      histograms.set(record.name, record.buckets)
      if (record.restored) noteLine(repaired, line)
    } else if (record.type === 'hists') {
      for (const [key, buckets] of record.histograms) {
        limit(record.name, key, buckets.length, line)
        histograms.set(`${record.name}[${key}]`, buckets)
      }
      if (record.restored) noteLine(repaired, line)
    } else if (record.type === 'stats') {
      limit(record.name, '', record.entries.length, line)
      statistics.set(record.name, new Map(record.entries))
    } else if (record.type === 'unused') noteUnused(unused, record.name, record.what, record.first)
    else if (record.type === 'attached') {
      if (probes !== null) noteLine(begins, line)
      probes = record.probes
    } else if (record.type === 'lost') addLoss(told, { events: record.events, total: false })
    else if (record.type === 'error') {
      noteLine(errors, line)
      if (record.loss !== null) addLoss(told, record.loss)
    } else if (record.type === 'end') {
      ended = true
      endLoss(told, record.lost)
    }
  }
  const onLine: OnLine = (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    // most lines are a record each
    if (!pretty.open() && buffer[start] === 0x7b && buffer[end - 1] === 0x7d) takeText(text, line)
    else pretty.take(text, (whole) => takeText(whole, line))
  }
  const takeText = (text: string, line: number) => {
    if (text.trim() === '') return
    if (!text.startsWith('{')) {
      const loss = lossIn(text)
      if (loss !== null) addLoss(told, loss)
      if (isCompilerMessage(text) || loss !== null) return
    }
    const { record, doubt, ...decoded } = decode(text)
    if (decoded.repaired) noteLine(repaired, line)
    if (decoded.lossRefused) addLoss(told, { events: null, total: false })
    if (record !== null) return take(record, line)
    if (doubt === null) return noteLine(unknown, line)
    if (refused.count === 0) refusedWhy = doubt
    noteLine(refused, line)
  }
  const lines = await readLines(file.path, onLine)
  pretty.end((text) => takeText(text, lines))
  const warnings = readerWarnings(file.name, run)
  if (!ended && options.endExpected !== false)
    warnings.add('stream-cut', 'the stream has no end; what came after is not known.', { line: lines })
  warnings.outputsJoined(begins, REPLACED)
  warnings.unknownLines(unknown, lines, await firstOf(file.path, unknown))
  warnings.recordsRefused(refused, refusedWhy)
  warnings.recordsRepaired(repaired)
  warnings.tracerErrors(errors)
  const lost = await withStderr(told, options.stderr)
  warnings.eventsLost(lostMembers(lost))
  return { maps, histograms, statistics, exact, unused, probes, lost, warnings: warnings.list }
}

/**
 * Where stderr went to the same file: `PROGRAM:4:65-84: WARNING: ...`, under it the line of the program and the marks of
 * the place. Says whether the line is a part of one.
 */
function compilerMessages(): (line: string) => boolean {
  let expected = 0
  return (line) => {
    if (/^\S.*:\d+:\d+(?:-\d+)?: WARNING: /.test(line)) expected = 2
    else if (expected > 0 && (expected === 2 || /^[ ~]+$/.test(line))) expected--
    else return /^(?:WARNING: |Attach(?:ing|ed) \d+ probes?)/.test(line)
    return true
  }
}

/** A map without keys as a number; null where it was not printed, which an empty map is not. */
export function scalar(trace: BpftraceOutput, name: string): number | null {
  return trace.maps.get(name)?.get('') ?? null
}

export interface BpftraceMaps {
  /** Probes attached; null where the output does not say. */
  probes: number | null
  /** Map to its entries as they were printed last; keys as bpftrace writes them, "" for a map without keys. */
  maps: Map<string, Map<string, number>>
  /** How often each map was printed. */
  prints: Map<string, number>
  /** Bounds inclusive, null for an open end; one with keys is under "@name[key]". */
  histograms: Map<string, Bucket[]>
  statistics: Map<string, Map<string, Statistics>>
  /** Entries that a double cannot hold, as text, under "@name[key]". Absent without any. */
  exact?: Map<string, string>
  /** What was read and says nothing that a metric could use, by map or kind of record. Absent without any. */
  unused?: Map<string, Unused>
  /** Lines printed by the program, first word to their number. */
  printed: Map<string, number>
  /** Events that were lost, at least. */
  lost: number
  /** Messages that events were lost which do not say how many: then every count is a lower bound. Absent without any. */
  lostUncounted?: number
}

/** Keys that a map of bpftrace has room for unless it is told otherwise, 0.10 to 0.26: before 0.23 a full map is not reported. */
export const DEFAULT_MAX_KEYS = 4096

/** Warns of maps that have as many keys as they have room for. */
function noteFullMaps(maps: BpftraceMaps['maps'], warnings: ReturnType<typeof readerWarnings>): void {
  for (const [name, { size }] of maps)
    if (size === DEFAULT_MAX_KEYS)
      warnings.add(
        'map-limit',
        `${name} has ${DEFAULT_MAX_KEYS} keys, all that bpftrace has room for by default: what came later may be lost.`,
      )
}

type Present<T> = Extract<Reduction<T>, { present: true }>

/** Reads what any program of bpftrace printed, as text or as JSON, and what its standard error, if kept, says was lost. */
export async function readProgram(
  file: StreamFile,
  stderr: StreamFile | undefined,
  run: string,
): Promise<Present<BpftraceMaps>> {
  const printed = new Map<string, number>()
  const prints = new Map<string, number>()
  const onText = (text: string): boolean => {
    const word = /^[A-Za-z_][\w-]{0,31}/.exec(text)?.[0] ?? '(other)'
    const key = printed.has(word) || printed.size < MAX_WORDS ? word : '(other)'
    printed.set(key, (printed.get(key) ?? 0) + 1)
    return true
  }
  if ((await detectFormat(file.path)) === 'bpftrace-text') return fromText(file, stderr, run, onText, printed)
  const trace = await readBpftrace(file, run, onText, (name) => count(prints, name), {
    endExpected: false,
    stderr,
  })
  const { probes, maps, histograms, statistics, lost, warnings } = trace
  const value = {
    probes,
    maps,
    prints,
    histograms,
    statistics,
    ...whereAny(trace),
    printed,
    ...lostMembers(lost),
  }
  const more = readerWarnings(file.name, run)
  noteFullMaps(maps, more)
  return { present: true, value, warnings: [...warnings, ...more.list] }
}

const whereAny = ({ exact, unused }: Pick<BpftraceOutput, 'exact' | 'unused'>) => ({
  ...(exact.size > 0 && { exact }),
  ...(unused.size > 0 && { unused }),
})

function count(into: Map<string, number>, name: string): void {
  if (into.has(name) || into.size < MAX_NAMES) into.set(name, (into.get(name) ?? 0) + 1)
}

async function fromText(
  file: StreamFile,
  stderr: StreamFile | undefined,
  run: string,
  onText: (text: string) => boolean,
  printed: Map<string, number>,
): Promise<Present<BpftraceMaps>> {
  const read: TextMaps = {
    probes: null,
    maps: new Map(),
    prints: new Map(),
    histograms: new Map(),
    statistics: new Map(),
    exact: new Map(),
    unused: new Map(),
  }
  const told = nothingLost()
  const limit = mapLimits(file.path)
  let number = 0
  const begins = lineNotes()
  const decode = decodeBpftraceText(read, (name, key, entries) => limit(name, key, entries, number))
  await readLines(file.path, (buffer, start, end, line) => {
    number = line
    const before = read.probes
    read.probes = null
    const text = buffer.toString('utf8', start, end).replace(/\r$/, '')
    const loss = lossIn(text)
    if (loss !== null) addLoss(told, loss)
    else if (!decode(text) && text.trim() !== '') onText(text)
    if (read.probes === null) read.probes = before
    else if (before !== null) noteLine(begins, line)
  })
  decode('')
  const lost = await withStderr(told, stderr)
  const warnings = readerWarnings(file.name, run)
  warnings.outputsJoined(begins, REPLACED)
  warnings.eventsLost(lostMembers(lost))
  noteFullMaps(read.maps, warnings)
  const { exact, unused, ...maps } = read
  const value = { ...maps, ...whereAny({ exact, unused }), printed, ...lostMembers(lost) }
  return { present: true, value, warnings: warnings.list }
}
