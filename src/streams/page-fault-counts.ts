import { type BpftraceRecord, decodeBpftraceJson, lostInText } from '../ingest/bpftrace.js'
import type { OnLine, Scanner } from '../ingest/lines.js'
import { eitherOf, processNumbers, scanProcessNumbers } from '../ingest/scan-faults.js'
import { mapIntervals } from './map-intervals.js'
import { rawFaults } from './raw-faults.js'
import { type SeriesByName, seriesBuilder } from './series.js'

export interface FaultCounts {
  total: number
  /** Faults by process name or number, bounded; what comes after the bound is under OTHER. */
  byProcess: Map<string, number>
  /** number: the trace has process numbers only, which mean nothing across runs. */
  keyedBy: 'name' | 'number'
  lostInTrace: number
  unknown: { count: number; firstLine: number }
  errors: { count: number; firstLine: number }
  cutLine: boolean
  processesFolded: number
  /** Of the total, those taken in kernel mode; absent where the trace does not tell the mode of all. */
  inKernel?: number
  /** "faults": a second; absent without a measured window, or where the trace tells no time. */
  series?: SeriesByName
}

/** Process names come from strangers' machines: their number and length are bounded. */
const MOST_PROCESSES = 65536
const LONGEST_NAME = 256
export const OTHER = '(further processes)'

const TEXT = Buffer.from('Page fault in process: ')
const JSON_LINE = Buffer.from('{"type": "printf", "data": "Page fault in process: ')
const JSON_TAIL = Buffer.from('\\n"}')
const NOTHING = Buffer.alloc(0)
/** Nanoseconds, process, thread, mode, address, name: a record of the collectors' raw stream. */
const RAW = /^(\d{1,20}) \d{1,10} \d{1,10} [uk?] [0-9a-f]{1,16} (.*)$/s
const BANNER = /^Attach(ing|ed) \d+ probes?(\.\.\.)?$/

export interface FaultCounter {
  /** Takes the lines of a common shape from their bytes; what it leaves is for `line`. Either way counts the same. */
  scanner: Scanner | null
  line: OnLine
  /** For a last line without a newline. */
  cutLine: OnLine
  end(): FaultCounts
}

/**
 * Counts page faults line by line: the plain one-liner's text, the same in bpftrace's JSON, and the maps `@faults...`
 * of the collectors' aggregated stream (keys "pid,user|kernel,comm"), of which those count whose interval touches the
 * window.
 */
export function countFaults(
  format: 'text' | 'json',
  window: { start: bigint; end: bigint } | null = null,
): FaultCounter {
  const builder = seriesBuilder(window)
  const intervals = mapIntervals(window, (from, to) => builder.grew('faults', from, to, 0))
  const raw = rawFaults(window)
  const byNumber = new Map<number, number>()
  const scanned = processNumbers()
  const byName = new Map<string, number>()
  let total = 0
  let named = false
  let withMode = 0
  let inKernel = 0
  let folded = 0
  let lostInTrace = 0
  let cut = false
  const unknown = { count: 0, firstLine: 0 }
  const errors = { count: 0, firstLine: 0 }

  const note = (where: { count: number; firstLine: number }, line: number) => {
    if (where.count++ === 0) where.firstLine = line
  }
  const addOther = (faults: number) => {
    folded += faults
    total += faults
    byName.set(OTHER, (byName.get(OTHER) ?? 0) + faults)
  }
  const addName = (name: string, faults: number) => {
    named = true
    const key = name.slice(0, LONGEST_NAME)
    const seen = byName.get(key)
    if (seen === undefined && byName.size >= MOST_PROCESSES) return addOther(faults)
    byName.set(key, (seen ?? 0) + faults)
    total += faults
    if (seen === undefined) raw.learn(key)
  }
  const addNumber = (pid: number) => {
    const seen = byNumber.get(pid)
    if (seen === undefined && byNumber.size >= MOST_PROCESSES) return addOther(1)
    byNumber.set(pid, (seen ?? 0) + 1)
    scanned.admit(pid)
    total++
  }
  /** A line of the text form, also when it came inside a JSON string; false when it is not understood. */
  const textLine = (text: string): boolean => {
    if (text.startsWith('Page fault in process: ')) {
      const process = text.slice(TEXT.length)
      if (/^\d{1,9}$/.test(process)) addNumber(Number(process))
      else addName(process, 1)
      return true
    }
    if (intervals.mark(text)) return true
    const fault = RAW.exec(text)
    if (fault !== null) {
      if (raw.take(BigInt(fault[1] as string))) addName(fault[2] as string, 1)
      return true
    }
    const lost = lostInText(text)
    if (lost !== null)
      lostInTrace = lost.total ? Math.max(lostInTrace, lost.events) : lostInTrace + lost.events
    return lost !== null || text.trim() === '' || BANNER.test(text)
  }
  const record = (decoded: BpftraceRecord, line: number) => {
    if (decoded.type === 'lost') lostInTrace += decoded.events
    else if (decoded.type === 'end') lostInTrace = Math.max(lostInTrace, decoded.lost ?? 0)
    else if (decoded.type === 'error') note(errors, line)
    else if (decoded.type === 'map' && decoded.name.startsWith('@faults') && intervals.takeMap()) {
      const before = total
      for (const [key, faults] of decoded.entries) {
        const mode = key.split(',')[1]
        if (mode === 'user' || mode === 'kernel') withMode += faults
        if (mode === 'kernel') inKernel += faults
        addName(key.split(',').slice(2).join(',') || key, faults)
      }
      const interval = intervals.interval()
      if (interval !== null) builder.grew('faults', interval.from, interval.to, total - before)
    } else if (decoded.type === 'printf') {
      for (const part of decoded.text.replace(/\n$/, '').split('\n')) if (!textLine(part)) note(unknown, line)
    }
  }

  const line: OnLine = (buffer, start, end, number) => {
    const last = end > start && buffer[end - 1] === 13 ? end - 1 : end
    const text = buffer.toString('utf8', start, last)
    if (text.trim() === '') return undefined
    if (format === 'text') return textLine(text) ? undefined : note(unknown, number)
    const decoded = decodeBpftraceJson(text)
    return decoded === null ? note(unknown, number) : record(decoded, number)
  }

  // A line of text without its newline may have lost digits; a JSON value is whole or it is not.
  const cutLine: OnLine = (buffer, start, end, number) => {
    const text = buffer.toString('utf8', start, end)
    const decoded = format === 'json' ? decodeBpftraceJson(text) : null
    if (decoded !== null) record(decoded, number)
    else if (text.trim() !== '') cut = true
  }

  const inJson = scanProcessNumbers(JSON_LINE, JSON_TAIL, scanned)
  const scanner =
    format === 'text'
      ? scanProcessNumbers(TEXT, NOTHING, scanned)
      : raw.scanner === null
        ? inJson
        : eitherOf(inJson, raw.scanner)
  const end = (): FaultCounts => {
    for (const [name, faults] of raw.counted()) if (faults > 0) addName(name, faults)
    for (const [pid, faults] of byNumber) {
      const more = scanned.counts[pid] ?? 0
      byNumber.set(pid, faults + more)
      total += more
    }
    const byProcess = new Map<string, number>()
    for (const [pid, faults] of byNumber) byProcess.set(String(pid), faults)
    for (const [name, faults] of byName) byProcess.set(name, (byProcess.get(name) ?? 0) + faults)
    const series = raw.series() ?? builder.end()
    const sorted = [...byProcess].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    return {
      total,
      byProcess: new Map(sorted),
      keyedBy: named ? 'name' : 'number',
      lostInTrace,
      unknown,
      errors,
      cutLine: cut,
      processesFolded: folded,
      ...(withMode > 0 && withMode === total && { inKernel }),
      ...(series && { series }),
    }
  }
  return { scanner, line, cutLine, end }
}
