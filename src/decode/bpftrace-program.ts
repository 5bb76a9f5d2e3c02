import { lastLine } from '../ingest/cut-line.js'
import { detectFormat } from '../ingest/format.js'
import { lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { type OnLine, readLines } from '../ingest/lines.js'
import type { Bucket, Statistics } from '../model/histogram.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import { type BpftraceOutput, REPLACED, readBpftrace } from './bpftrace-output.js'
import { decodeBpftraceText, type TextMaps } from './bpftrace-text.js'
import type { Unused } from './bpftrace-values.js'
import { addLoss, lossIn, lostMembers, nothingLost } from './losses.js'
import { withStderr } from './lost-on-stderr.js'
import { mapLimits } from './map-limits.js'

const MAX_WORDS = 100
const MAX_NAMES = 1000
const [AT, RETURN] = [0x40, 0x0d]

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
    const word = wordOf(text)
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

const noMaps = (): TextMaps => ({
  probes: null,
  maps: new Map(),
  prints: new Map(),
  histograms: new Map(),
  statistics: new Map(),
  exact: new Map(),
  unused: new Map(),
})

const wordOf = (text: string): string => /^[A-Za-z_][\w-]{0,31}/.exec(text)?.[0] ?? '(other)'

/** What one line of text tells by itself, or under the name of a map; null for a bucket that is not whole. */
function toldByText(text: string): unknown {
  const loss = lossIn(text)
  if (loss !== null) return loss
  const read = noMaps()
  const decode = decodeBpftraceText(read)
  decode('@:')
  const known = decode(text)
  decode('')
  return known ? read : /^[[(]/.test(text) ? null : wordOf(text)
}

async function fromText(
  file: StreamFile,
  stderr: StreamFile | undefined,
  run: string,
  onText: (text: string) => boolean,
  printed: Map<string, number>,
): Promise<Present<BpftraceMaps>> {
  const read = noMaps()
  const told = nothingLost()
  const limit = mapLimits(file.path)
  let number = 0
  const begins = lineNotes()
  const decode = decodeBpftraceText(read, (name, key, entries) => limit(name, key, entries, number))
  const onLine: OnLine = (buffer, start, end, line) => {
    number = line
    const before = read.probes
    read.probes = null
    // a file that was converted twice has two of them
    const text = buffer.toString('utf8', start, buffer[end - 1] === RETURN ? end - 1 : end)
    // what begins a map is no message
    const loss = buffer[start] === AT ? null : lossIn(text)
    if (loss !== null) addLoss(told, loss)
    else if (!decode(text) && text.trim() !== '') onText(text)
    if (read.probes === null) read.probes = before
    else if (before !== null) noteLine(begins, line)
  }
  const last = lastLine(toldByText)
  await readLines(file.path, onLine, last.before(onLine))
  decode('')
  const lost = await withStderr(told, stderr)
  const warnings = readerWarnings(file.name, run)
  warnings.outputsJoined(begins, REPLACED)
  warnings.lastLine(last.found)
  warnings.eventsLost(lostMembers(lost))
  noteFullMaps(read.maps, warnings)
  const { exact, unused, ...maps } = read
  const value = { ...maps, ...whereAny({ exact, unused }), printed, ...lostMembers(lost) }
  return { present: true, value, warnings: warnings.list }
}
