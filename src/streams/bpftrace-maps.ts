import { type Bucket, lostInText, type Statistics } from '../ingest/bpftrace.js'
import { decodeBpftraceText } from '../ingest/bpftrace-text.js'
import { detectFormat } from '../ingest/format.js'
import { readLines } from '../ingest/lines.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'
import { readTrace } from './trace-records.js'

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
  /** Lines printed by the program, first word to their number. */
  printed: Map<string, number>
  lost: number
}

declare module '../model/stream.js' {
  interface StreamValues {
    'bpftrace-maps': BpftraceMaps
  }
}

export const bpftraceMaps: StreamDef<BpftraceMaps> = {
  id: 'bpftrace-maps',
  title: 'Maps of any bpftrace program',
  what:
    'A bpftrace program can count in the kernel, in maps, instead of printing a line for each event, and prints the maps when it ends. ' +
    'This stream reads them from any program, not only from those of the collectors.',
  collector: 'bpftrace, text or -f json, of a program of your own',
  caveats:
    'What a map means only its program knows. A map that is printed more than once is taken as it was printed last. Keys of several parts ' +
    'are joined with commas, and a process name may hold one.',
  columns: [
    { name: 'map', unit: 'text', doc: 'name of the map' },
    { name: 'key', unit: 'text', doc: 'key, parts joined with commas' },
    { name: 'value', unit: 'count', doc: 'value as it was printed last' },
  ],
  companions: [],
  recordedAs: [],
  reduce: reduceMaps,
}

const MOST_WORDS = 100
const MOST_NAMES = 1000

async function reduceMaps(files: readonly StreamFile[], run: string): Promise<Reduction<BpftraceMaps>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const printed = new Map<string, number>()
  const prints = new Map<string, number>()
  const onText = (text: string): boolean => {
    const word = /^[A-Za-z_][\w-]{0,31}/.exec(text)?.[0] ?? '(other)'
    const key = printed.has(word) || printed.size < MOST_WORDS ? word : '(other)'
    printed.set(key, (printed.get(key) ?? 0) + 1)
    return true
  }
  if ((await detectFormat(file.path)) === 'bpftrace-text') return fromText(file, run, onText, printed)
  const trace = await readTrace(file, run, onText, (name) => count(prints, name), {
    endExpected: false,
  })
  const { probes, maps, histograms, statistics, lost, warnings } = trace
  return { present: true, value: { probes, maps, prints, histograms, statistics, printed, lost }, warnings }
}

function count(into: Map<string, number>, name: string): void {
  if (into.has(name) || into.size < MOST_NAMES) into.set(name, (into.get(name) ?? 0) + 1)
}

async function fromText(
  file: StreamFile,
  run: string,
  onText: (text: string) => boolean,
  printed: Map<string, number>,
): Promise<Reduction<BpftraceMaps>> {
  const value: BpftraceMaps = {
    probes: null,
    maps: new Map(),
    prints: new Map(),
    histograms: new Map(),
    statistics: new Map(),
    printed,
    lost: 0,
  }
  const decode = decodeBpftraceText(value)
  await readLines(file.path, (buffer, start, end) => {
    const text = buffer.toString('utf8', start, end).replace(/\r$/, '')
    const lost = lostInText(text)
    if (lost !== null) value.lost = lost.total ? Math.max(value.lost, lost.events) : value.lost + lost.events
    else if (!decode(text) && text.trim() !== '') onText(text)
  })
  const text = `${file.name}: ${value.lost} events were lost.`
  const warnings =
    value.lost === 0 ? [] : [{ id: 'events-lost', severity: 'caution' as const, text, subject: run }]
  return { present: true, value, warnings }
}
