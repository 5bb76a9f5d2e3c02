import { STEP_BACK, type TraceClock } from '../decode/read-trace-text.js'
import { decodeTraceText } from '../decode/trace-text.js'
import type { Scanner } from '../ingest/lines.js'
import { startsWith, type Words, wordsOf } from './byte-prefix.js'
import { hashStep, lookup, MAX_NAME_BYTES, type NameTable, nameTable } from './name-table.js'
import { frameEnd, plainEnd, secondsBefore, timeEnd } from './perf-script-shapes.js'

// perf script on the bytes: `COMM TID [CPU] SECONDS.MICROS:  PERIOD EVENT: REST` in printable ASCII, frames of call chains and
// empty lines. decodeTraceText stays the truth: what is taken here must be what it finds, and all else is left to it. It looks
// for ftrace's form first, and then for the shortest process name behind which a time stands. So no line is taken in which a
// time could stand anywhere but in its place: no other `DIGIT: ` in it, no bracket and no word with a colon at its end in the name.

export type FaultKind = 'tracepoint' | 'sample' | 'other'

export interface PerfFaults {
  /** Faults by process. */
  names: NameTable
  total: number
  fromTracepoints: number
  fromSamples: number
  /** Samples of which it is unknown for how many faults they stand. */
  withoutPeriod: number
  /** Events of the samples. */
  sampled: Set<string>
}

const KINDS: readonly FaultKind[] = ['other', 'tracepoint', 'sample']
const TRACEPOINT = KINDS.indexOf('tracepoint')
const SAMPLE = KINDS.indexOf('sample')
const [TAB, NEWLINE, SPACE, HASH, COLON, BRACKET, DELETE] = [9, 10, 32, 35, 58, 91, 127]
/** Nearer to the end of the bytes no line is begun: then hardly any byte beyond the end is looked at, which would be slow. */
const MAX_LENGTH = 1024
/** So many digits are exact in a double. */
const MAX_DIGITS = 15

/** Events that were seen, by slot. */
interface Events {
  /** Its counts are the events' kinds. */
  names: NameTable
  /** The bytes of each: most lines have the event of the line before, which is faster to compare than to find. */
  bytesOf: { words: Words; length: number }[]
  last: number
  /** How each is called. */
  called: string[]
  /** 1 for those of which a line was taken: one that was only seen may be in a line that is something else. */
  used: Uint8Array
  /** The slot of an event that was not seen before; -1 for what is not one. */
  intern(text: string): number
}

function eventsOf(kindOf: (event: string) => FaultKind): Events {
  const names = nameTable()
  const bytesOf: Events['bytesOf'] = []
  const called: string[] = []
  return {
    names,
    bytesOf,
    called,
    used: new Uint8Array(names.lengths.length),
    last: -1,
    intern(text) {
      const decoded = decodeTraceText(`a 1 1.000000: ${text}`)
      if (decoded === null || decoded === 'other' || 'loss' in decoded) return -1
      const slot = text.length < 4 ? -1 : names.intern(text)
      if (slot < 0) return slot
      names.counts[slot] = KINDS.indexOf(kindOf(decoded.event))
      called[slot] = decoded.event
      bytesOf[slot] = { words: wordsOf(Buffer.from(text, 'latin1')), length: text.length }
      return slot
    },
  }
}

/**
 * Takes the page faults of processes whose names were learnt, and skips the other events; `kindOf` tells them apart. A line whose
 * time goes back is left.
 */
export function scanPerf(into: PerfFaults, kindOf: (event: string) => FaultKind, clock: TraceClock): Scanner {
  const events = eventsOf(kindOf)
  const scanner: Scanner = {
    taken: 0,
    scan: (buffer, start, end) => perfLines(into, events, scanner, clock, buffer, start, end),
  }
  return scanner
}

function perfLines(
  into: PerfFaults,
  events: Events,
  scanner: Scanner,
  clock: TraceClock,
  buffer: Buffer,
  start: number,
  end: number,
): number {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const { names } = into
  const { counts } = names
  const { names: seen, bytesOf, used } = events
  const kinds = seen.counts
  let event = events.last
  let latest = clock.seconds
  let { total, fromTracepoints, fromSamples, withoutPeriod } = into
  let taken = 0
  let line = start
  const stop = end - MAX_LENGTH
  lines: while (line < stop) {
    let at = line
    let byte = buffer[at] as number
    if (byte === NEWLINE || byte === TAB) {
      const after = byte === TAB ? frameEnd(buffer, view, at + 1) : at
      if (after < 0 || after >= end) break
      taken++
      line = after + 1
      continue
    }
    if (byte === HASH) break
    while (buffer[at] === SPACE) at++
    const nameAt = at
    let nameEnd = at
    let nameHash = 0
    // the name goes on until a process number and a time follow
    for (;;) {
      byte = buffer[at] as number
      while (byte > SPACE && byte < DELETE && byte !== BRACKET && at - nameAt <= MAX_NAME_BYTES) {
        nameHash = hashStep(nameHash, byte)
        byte = buffer[++at] as number
      }
      if (byte !== SPACE || at === nameAt || buffer[at - 1] === COLON) break lines
      nameEnd = at
      while (buffer[at] === SPACE) at++
      const after = timeEnd(buffer, at)
      if (after >= 0) {
        at = after
        break
      }
      if (at - nameAt > MAX_NAME_BYTES) break lines
      for (let gap = nameEnd; gap < at; gap++) nameHash = hashStep(nameHash, SPACE)
    }
    const seconds = secondsBefore(buffer, at)
    if (seconds < latest - STEP_BACK) break
    while (buffer[at] === SPACE) at++
    let period = 0
    const periodAt = at
    byte = buffer[at] as number
    while (byte >= 48 && byte <= 57 && at - periodAt <= MAX_DIGITS) {
      period = period * 10 + byte - 48
      byte = buffer[++at] as number
    }
    const withPeriod = at > periodAt
    if (withPeriod) {
      if (byte !== SPACE || at - periodAt > MAX_DIGITS) break
      while (buffer[at] === SPACE) at++
      byte = buffer[at] as number
    }
    // a blank behind it is within the bytes, and so are the words before, which would throw beyond
    const last = bytesOf[event]
    const after = last === undefined ? 0 : (buffer[at + last.length] as number)
    if (last !== undefined && (after === SPACE || after === NEWLINE) && startsWith(view, at, last.words))
      at += last.length
    else {
      const eventAt = at
      let hash = 0
      while (byte > SPACE && byte < DELETE && at - eventAt <= MAX_NAME_BYTES) {
        hash = hashStep(hash, byte)
        byte = buffer[++at] as number
      }
      if (byte !== SPACE && byte !== NEWLINE) break
      event = lookup(seen, buffer, eventAt, at, hash)
      if (event < 0) event = events.intern(buffer.toString('latin1', eventAt, at))
      if (event < 0) break
    }
    at = plainEnd(buffer, view, at)
    if (at >= end || buffer[at] !== NEWLINE) break
    const kind = kinds[event]
    if (kind === TRACEPOINT || kind === SAMPLE) {
      const slot = lookup(names, buffer, nameAt, nameEnd, nameHash)
      if (slot < 0) break
      const faults = withPeriod ? period : 1
      counts[slot] = (counts[slot] as number) + faults
      total += faults
      if (kind === TRACEPOINT) fromTracepoints++
      else fromSamples++
      if (kind === SAMPLE && !withPeriod) withoutPeriod++
      if (kind === SAMPLE && used[event] === 0) {
        used[event] = 1
        into.sampled.add(events.called[event] as string)
      }
    }
    if (seconds > latest) latest = seconds
    taken++
    line = at + 1
  }
  clock.seconds = latest
  if (taken > 0) Object.assign(into, { total, fromTracepoints, fromSamples, withoutPeriod })
  events.last = event
  scanner.taken = taken
  return line
}
