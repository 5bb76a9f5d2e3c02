import { type ByteNames, byteNames, hashStep, LONGEST_BYTE_NAME } from './byte-names.js'
import type { Scanner } from './lines.js'
import { decodeTraceText } from './trace-text.js'

// perf script on the bytes: `COMM TID [CPU] SECONDS.MICROS:  PERIOD EVENT: REST` in printable ASCII, frames of call chains and
// empty lines. decodeTraceText stays the truth: what is taken here must be what it finds, and all else is left to it. It looks
// for ftrace's form first, and then for the shortest process name behind which a time stands. So no line is taken in which a
// time could stand anywhere but in its place: no other `DIGIT: ` in it, no bracket and no word with a colon at its end in the name.

export type FaultKind = 'tracepoint' | 'sample' | 'other'

export interface PerfFaults {
  /** Faults by process. */
  names: ByteNames
  total: number
  fromTracepoints: number
  fromSamples: number
  /** Samples of which nothing tells for how many faults they stand. */
  withoutPeriod: number
}

const KINDS: readonly FaultKind[] = ['other', 'tracepoint', 'sample']
const [TRACEPOINT, SAMPLE] = [1, 2]
const [TAB, NEWLINE, SPACE, HASH, CLOSING, DOT, SLASH, COLON] = [9, 10, 32, 35, 41, 46, 47, 58]
const [OPENING, BRACKET, CLOSING_BRACKET, DELETE] = [40, 91, 93, 127]
/** Nearer to the end of the bytes no line is begun: then hardly any byte beyond the end is looked at, which would be slow. */
const LONGEST = 1024
/** So many digits are exact in a double. */
const MOST_DIGITS = 15

/** Takes the page faults of processes whose names were learnt, and skips the other events; `kindOf` tells them apart. */
export function scanPerf(into: PerfFaults, kindOf: (event: string) => FaultKind): Scanner {
  const { names } = into
  const events = byteNames()
  /** The slot of an event that was not seen before; -1 for what is not one. */
  const learn = (event: string): number => {
    const decoded = decodeTraceText(`a 1 1.000000: ${event}`)
    if (decoded === null || decoded === 'other' || 'lost' in decoded) return -1
    const slot = events.learn(event)
    if (slot >= 0) events.counts[slot] = KINDS.indexOf(kindOf(decoded.event))
    return slot
  }
  const scanner: Scanner = {
    taken: 0,
    scan(buffer, start, end) {
      const { counts } = names
      const kinds = events.counts
      let { total, fromTracepoints, fromSamples, withoutPeriod } = into
      let taken = 0
      let line = start
      const stop = end - LONGEST
      lines: while (line < stop) {
        let at = line
        let byte = buffer[at] as number
        if (byte === NEWLINE || byte === TAB) {
          const after = byte === TAB ? frameEnd(buffer, at + 1) : at
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
          while (byte > SPACE && byte < DELETE && byte !== BRACKET && at - nameAt <= LONGEST_BYTE_NAME) {
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
          if (at - nameAt > LONGEST_BYTE_NAME) break lines
          for (let gap = nameEnd; gap < at; gap++) nameHash = hashStep(nameHash, SPACE)
        }
        while (buffer[at] === SPACE) at++
        let period = 0
        const periodAt = at
        byte = buffer[at] as number
        while (byte >= 48 && byte <= 57 && at - periodAt <= MOST_DIGITS) {
          period = period * 10 + byte - 48
          byte = buffer[++at] as number
        }
        const withPeriod = at > periodAt
        if (withPeriod) {
          if (byte !== SPACE || at - periodAt > MOST_DIGITS) break
          while (buffer[at] === SPACE) at++
          byte = buffer[at] as number
        }
        const eventAt = at
        let hash = 0
        while (byte > SPACE && byte < DELETE && at - eventAt <= LONGEST_BYTE_NAME) {
          hash = hashStep(hash, byte)
          byte = buffer[++at] as number
        }
        if (at === eventAt || at - eventAt > LONGEST_BYTE_NAME) break
        const eventEnd = at
        at = plainEnd(buffer, at)
        if (at >= end || buffer[at] !== NEWLINE) break
        let event = events.find(buffer, eventAt, eventEnd, hash)
        if (event < 0) event = learn(buffer.toString('latin1', eventAt, eventEnd))
        if (event < 0) break
        const kind = kinds[event]
        if (kind === TRACEPOINT || kind === SAMPLE) {
          const slot = names.find(buffer, nameAt, nameEnd, nameHash)
          if (slot < 0) break
          const faults = withPeriod ? period : 1
          counts[slot] = (counts[slot] as number) + faults
          total += faults
          if (kind === TRACEPOINT) fromTracepoints++
          else fromSamples++
          if (kind === SAMPLE && !withPeriod) withoutPeriod++
        }
        taken++
        line = at + 1
      }
      Object.assign(into, { total, fromTracepoints, fromSamples, withoutPeriod })
      scanner.taken = taken
      return line
    },
  }
  return scanner
}

const isDigit = (byte: number) => byte >= 48 && byte <= 57
const isHex = (byte: number) => isDigit(byte) || (byte >= 97 && byte <= 102)

/** The blank after `TID/TID [CPU] SECONDS.MICROS:`, of which the second number and the processor may be missing; otherwise -1. */
function timeEnd(buffer: Buffer, start: number): number {
  let at = digitsEnd(buffer, start)
  if (at === start || at - start > 10) return -1
  if (buffer[at] === SLASH) {
    const second = at + 1
    at = digitsEnd(buffer, second)
    if (at === second || at - second > 10) return -1
  }
  if (buffer[at] !== SPACE) return -1
  while (buffer[at] === SPACE) at++
  if (buffer[at] === BRACKET) {
    const cpu = at + 1
    at = digitsEnd(buffer, cpu)
    if (at === cpu || buffer[at] !== CLOSING_BRACKET || buffer[++at] !== SPACE) return -1
    while (buffer[at] === SPACE) at++
  }
  const seconds = at
  at = digitsEnd(buffer, seconds)
  if (at === seconds || buffer[at] !== DOT) return -1
  const fraction = at + 1
  at = digitsEnd(buffer, fraction)
  if (at - fraction < 6 || at - fraction > 9 || buffer[at] !== COLON || buffer[at + 1] !== SPACE) return -1
  return at + 1
}

function digitsEnd(buffer: Buffer, start: number): number {
  let at = start
  while (isDigit(buffer[at] as number)) at++
  return at
}

/** The first byte that is not printable ASCII, or the colon of something like the end of a time. */
function plainEnd(buffer: Buffer, start: number): number {
  let at = start
  let byte = buffer[at] as number
  while (byte >= SPACE && byte < DELETE) {
    if (byte === COLON && buffer[at + 1] === SPACE && isDigit(buffer[at - 1] as number)) return at
    byte = buffer[++at] as number
  }
  return at
}

/** The end of the line of a call chain's frame, `ADDRESS SYMBOL (OBJECT)`; otherwise -1. */
function frameEnd(buffer: Buffer, start: number): number {
  let at = start
  while (buffer[at] === SPACE) at++
  const address = at
  while (isHex(buffer[at] as number)) at++
  if (at === address || at - address > 16 || buffer[at] !== SPACE || buffer[at + 1] === SPACE) return -1
  const end = plainEnd(buffer, at + 1)
  if (buffer[end] !== NEWLINE || buffer[end - 1] !== CLOSING) return -1
  let opening = end - 2
  while (opening > at + 1 && buffer[opening] !== OPENING) opening--
  return opening > at + 1 ? end : -1
}
