import { type BpftraceRecord, type Bucket, decodeBpftraceJson } from '../ingest/bpftrace.js'
import { type OnLine, readLines } from '../ingest/lines.js'
import type { Warning } from '../model/comparison.js'
import type { StreamFile } from '../model/stream.js'

/** What bpftrace's programs of the collectors leave: printed lines, and maps whose last print counts. */
export interface TraceRecords {
  /** Maps without keys have one entry under "". */
  maps: Map<string, Map<string, number>>
  histograms: Map<string, Bucket[]>
  /** Events that the collector or bpftrace knows to be lost. */
  lost: number
  warnings: Warning[]
}

const MOST_MAPS = 1000
const TIME = /^time \d{1,20}$/

/**
 * Reads such a stream. `onText` gets each printed line and says whether it understood it; `onMap` gets each print of a
 * map as it comes. Memory does not grow with the number of lines.
 */
export async function readTrace(
  file: StreamFile,
  run: string,
  onText: (text: string) => boolean,
  onMap: (name: string, entries: readonly [string, number][]) => void = () => {},
): Promise<TraceRecords> {
  const maps: TraceRecords['maps'] = new Map()
  const histograms: TraceRecords['histograms'] = new Map()
  const unknown = { count: 0, firstLine: 0 }
  const errors = { count: 0, firstLine: 0 }
  let increments = 0
  let counted = 0
  let ended = false
  const note = (where: { count: number; firstLine: number }, line: number) => {
    if (where.count++ === 0) where.firstLine = line
  }
  const take = (record: BpftraceRecord, line: number) => {
    if (record.type === 'printf') {
      for (const text of record.text.replace(/\n$/, '').split('\n'))
        if (!onText(text) && !TIME.test(text)) note(unknown, line)
    } else if (record.type === 'map') {
      if (maps.has(record.name) || maps.size < MOST_MAPS) maps.set(record.name, new Map(record.entries))
      onMap(record.name, record.entries)
    } else if (record.type === 'hist') {
      if (histograms.has(record.name) || histograms.size < MOST_MAPS)
        histograms.set(record.name, record.buckets)
    } else if (record.type === 'lost') increments += record.events
    else if (record.type === 'error') note(errors, line)
    else if (record.type === 'end') {
      ended = true
      counted = record.lost ?? 0
    }
  }
  const onLine: OnLine = (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    if (text.trim() === '') return
    const record = decodeBpftraceJson(text)
    if (record === null) note(unknown, line)
    else take(record, line)
  }
  const lines = await readLines(file.path, onLine)
  const warnings: Warning[] = []
  const warn = (id: string, text: string) => warnings.push({ id, severity: 'caution', text, subject: run })
  if (!ended)
    warn('stream-cut', `${file.name}:${lines}: the stream has no end; what came after is not known.`)
  if (unknown.count > 0)
    warn(
      'unknown-lines',
      `${file.name}:${unknown.firstLine}: ${unknown.count} of ${lines} lines were not understood and not counted; this is the first.`,
    )
  if (errors.count > 0)
    warn(
      'tracer-errors',
      `${file.name}:${errors.firstLine}: bpftrace reported ${errors.count} errors while it ran; this is the first.`,
    )
  const lost = Math.max(increments, counted)
  if (lost > 0) warn('events-lost', `${file.name}: ${lost} events were lost.`)
  return { maps, histograms, lost, warnings }
}

/** A map without keys as a number; null where it was not printed, which an empty map is not. */
export function scalar(trace: TraceRecords, name: string): number | null {
  return trace.maps.get(name)?.get('') ?? null
}
