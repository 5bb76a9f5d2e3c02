import { type BpftraceRecord, bpftraceDecoder } from '../decode/bpftrace-json.js'
import { addLoss, endLoss, lossIn, nothingLost } from '../decode/losses.js'
import { lineNotes, noteLine } from '../ingest/line-notes.js'
import type { OnLine, Scanner } from '../ingest/lines.js'
import { seriesBuilder } from '../reduce/time-series.js'
import { OTHERS } from '../reduce/top-counts.js'
import { countsOfPart, type FaultCounts, MAX_PROCESSES, type PartialFaultCounts } from './counts.js'
import { mapIntervals } from './map-windows.js'
import { rawFaults } from './records.js'
import { eitherOf, processNumbers, scanProcessNumbers } from './scan-bpftrace.js'

const MAX_NAME_LENGTH = 256

const TEXT = Buffer.from('Page fault in process: ')
const JSON_LINE = Buffer.from('{"type": "printf", "data": "Page fault in process: ')
const JSON_TAIL = Buffer.from('\\n"}')
const NOTHING = Buffer.alloc(0)
/** Of two maps that take turns, or of one: not @faults_us and the like, which count something else. */
const FAULTS = /^@faults(?:_[ab])?$/
const BANNER = /^Attach(ing|ed) \d+ probes?(\.\.\.)?$/

export interface FaultCounter {
  /** Takes the lines of a common shape from their bytes; what it leaves is for `line`. Either way counts the same. */
  scanner: Scanner | null
  line: OnLine
  /** For a last line without a newline. */
  cutLine: OnLine
  /** After the last line, instead of `end`: what this part of a trace adds; `lines` are the lines of it. */
  part(lines: number): PartialFaultCounts
  end(): FaultCounts
}

/**
 * Counts page faults line by line: the plain one-liner's text, the same in bpftrace's JSON, and the maps `@faults_a`
 * and `@faults_b` of the collectors' aggregated stream (keys "pid,user|kernel,comm"), of which those count whose interval touches the
 * window.
 */
export function countFaults(
  format: 'text' | 'json',
  window: { start: bigint; end: bigint } | null = null,
): FaultCounter {
  const builder = seriesBuilder(window)
  const intervals = mapIntervals(window, (from, to) => builder.addIncrease('faults', from, to, 0))
  const raw = rawFaults(window)
  const byNumber = new Map<number, number>()
  const scanned = processNumbers()
  const byName = new Map<string, number>()
  let total = 0
  let named = false
  let withMode = 0
  let inKernel = 0
  let folded = 0
  const lost = nothingLost()
  let cut = false
  let apart = true
  let marked = false
  const unknown = lineNotes()
  const errors = lineNotes()
  const refused = { ...lineNotes(), why: '' }
  const repaired = lineNotes()
  const { decode, seen } = bpftraceDecoder()

  let begun = false
  const attached = () => {
    const before = begun
    begun = true
    return before
  }

  const addOther = (faults: number) => {
    folded += faults
    total += faults
    byName.set(OTHERS, (byName.get(OTHERS) ?? 0) + faults)
  }
  const addName = (name: string, faults: number) => {
    named = true
    let key = name.slice(0, MAX_NAME_LENGTH)
    const seen = byName.get(key)
    if (seen === undefined && byName.size >= MAX_PROCESSES) return addOther(faults)
    // a copy: the begin of a text keeps all of it in memory
    if (seen === undefined) key = Buffer.from(key).toString()
    byName.set(key, (seen ?? 0) + faults)
    total += faults
    if (seen === undefined) raw.intern(key)
  }
  const addNumber = (pid: number) => {
    const seen = byNumber.get(pid)
    if (seen === undefined && byNumber.size >= MAX_PROCESSES) return addOther(1)
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
    if (intervals.mark(text)) {
      marked = true
      return true
    }
    const fault = raw.take(text)
    if (fault !== null) {
      if (fault.name !== null) addName(fault.name, 1)
      return true
    }
    const told = lossIn(text)
    if (told !== null) addLoss(lost, told)
    // a second one begins another output
    return told !== null || text.trim() === '' || (BANNER.test(text) && !attached())
  }
  const record = (decoded: BpftraceRecord, line: number) => {
    if (decoded.type === 'lost') addLoss(lost, { events: decoded.events, total: false })
    else if (decoded.type === 'end') endLoss(lost, decoded.lost)
    else if (decoded.type === 'attached') {
      if (attached()) noteLine(unknown, line)
    } else if (decoded.type === 'error') {
      noteLine(errors, line)
      if (decoded.loss !== null) addLoss(lost, decoded.loss)
    } else if (decoded.type === 'map' && FAULTS.test(decoded.name) && intervals.takeMap()) {
      apart = false
      const before = total
      for (const [key, faults] of decoded.entries) {
        const mode = key.split(',')[1]
        if (mode === 'user' || mode === 'kernel') withMode += faults
        if (mode === 'kernel') inKernel += faults
        addName(key.split(',').slice(2).join(',') || key, faults)
      }
      const interval = intervals.interval()
      if (interval !== null) builder.addIncrease('faults', interval.from, interval.to, total - before)
    } else if (decoded.type === 'printf') {
      for (const part of decoded.text.replace(/\n$/, '').split('\n'))
        if (!textLine(part)) noteLine(unknown, line)
    }
  }

  const line: OnLine = (buffer, start, end, number) => {
    const last = end > start && buffer[end - 1] === 13 ? end - 1 : end
    const text = buffer.toString('utf8', start, last)
    if (text.trim() === '') return undefined
    if (format === 'text') return textLine(text) ? undefined : noteLine(unknown, number)
    const decoded = decode(text)
    if (decoded.repaired) noteLine(repaired, number)
    if (decoded.record !== null) return record(decoded.record, number)
    if (decoded.doubt === null) return noteLine(unknown, number)
    refused.why ||= decoded.doubt
    if (decoded.lossRefused) addLoss(lost, { events: null, total: false })
    noteLine(refused, number)
  }

  // A line of text without its newline may have lost digits; a JSON value is complete or it is not.
  const cutLine: OnLine = (buffer, start, end, number) => {
    const text = buffer.toString('utf8', start, end)
    const decoded = format === 'json' ? decode(text).record : null
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
  let whole: PartialFaultCounts | null = null
  const part = (lines: number): PartialFaultCounts => {
    if (whole !== null) return { ...whole, lines }
    for (const [name, faults] of raw.counted()) if (faults > 0) addName(name, faults)
    for (const [pid, faults] of byNumber) {
      const more = scanned.counts[pid] ?? 0
      byNumber.set(pid, faults + more)
      total += more
    }
    const counts = { total, byNumber, byName, named, folded, withMode, inKernel, cut, lost }
    const notes = { unknown, errors, refused, repaired, seen }
    whole = { lines, apart, marked, ...counts, ...notes, raw: raw.part() }
    return whole
  }
  const end = () => countsOfPart(part(0), window, builder.end())
  return { scanner, line, cutLine, part, end }
}
