import { lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { firstOf, type OnLine, readLines } from '../ingest/lines.js'
import type { Bucket, Statistics } from '../model/histogram.js'
import type { StreamFile } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import { type BpftraceRecord, bpftraceDecoder } from './bpftrace-json.js'
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

export const REPLACED = 'its maps replace those before'
const BRACE = 0x7b
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
      const { text } = record
      const end = text.indexOf('\n')
      // almost always one line
      const lines =
        end === -1
          ? [text]
          : end === text.length - 1
            ? [text.slice(0, end)]
            : text.replace(/\n$/, '').split('\n')
      for (const one of lines) if (!onText(one) && !TIME.test(one)) noteLine(unknown, line)
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
    if (!pretty.open() && buffer[start] === BRACE && buffer[end - 1] === 0x7d) takeText(text, line)
    else pretty.take(text, (whole) => takeText(whole, line))
  }
  const takeText = (text: string, line: number) => {
    if (text.charCodeAt(0) !== BRACE) {
      if (text.trim() === '') return
      const loss = lossIn(text)
      if (loss !== null) addLoss(told, loss)
      if (isCompilerMessage(text) || loss !== null) return
    }
    const { record, doubt, repaired: again, lossRefused } = decode(text)
    if (again) noteLine(repaired, line)
    if (lossRefused) addLoss(told, { events: null, total: false })
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
