import { isDigit } from '../base/digit.js'
import type { Scanner } from '../ingest/lines.js'
import { startsWith, type Words, wordsOf } from './byte-prefix.js'
import { hashStep, lookup, MAX_NAME_BYTES, type NameTable } from './name-table.js'
import { addPage, type PageSample } from './page-sample.js'

// Page faults on the bytes: no string, no object, no call for a line. A line of exactly the expected shape is taken, at any
// other the scan stops, and the line goes the slow and exact way; so both ways must give the same for what is taken here.

/** Process numbers are below this (PID_MAX_LIMIT of the kernel). */
const PROCESS_NUMBERS = 1 << 22

export interface ProcessNumbers {
  counts: Float64Array
  /** 1 for the numbers that are counted. */
  admitted: Uint8Array
  admit(number: number): void
}

/** Counts by process number, in arrays that grow with the largest number. */
export function processNumbers(): ProcessNumbers {
  const numbers: ProcessNumbers = {
    counts: new Float64Array(1024),
    admitted: new Uint8Array(1024),
    admit(number) {
      if (number >= PROCESS_NUMBERS) return
      if (number >= numbers.admitted.length) {
        const size = 2 ** (Math.floor(Math.log2(number)) + 1)
        const [counts, admitted] = [new Float64Array(size), new Uint8Array(size)]
        counts.set(numbers.counts)
        admitted.set(numbers.admitted)
        Object.assign(numbers, { counts, admitted })
      }
      numbers.admitted[number] = 1
    },
  }
  return numbers
}

const NEWLINE = 10
const RETURN = 13
const SPACE = 32

/** `Page fault in process: N`, plain or in bpftrace's JSON: one more in `counts[N]` where N was admitted (1). */
export function scanProcessNumbers(prefix: Buffer, tail: Buffer, numbers: ProcessNumbers): Scanner {
  const shape = { words: wordsOf(prefix), prefix: prefix.length, tail }
  const scanner: Scanner = {
    taken: 0,
    scan: (buffer, start, end) => processNumberLines(shape, numbers, scanner, buffer, start, end),
  }
  return scanner
}

// Loops stand outside of what is made for each trace: code that was made fast for one trace is fast for the next one, too.
function processNumberLines(
  { words, prefix, tail }: { words: Words; prefix: number; tail: Buffer },
  { counts, admitted }: ProcessNumbers,
  scanner: Scanner,
  buffer: Buffer,
  start: number,
  end: number,
): number {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const shortest = prefix + 1 + tail.length + 1
  let taken = 0
  let line = start
  lines: while (line + shortest <= end) {
    if (!startsWith(view, line, words)) break
    let at = line + prefix
    let number = 0
    let digit = (buffer[at] as number) - 48
    if (digit < 0 || digit > 9) break
    while (digit >= 0 && digit <= 9) {
      number = number * 10 + digit
      if (number >= admitted.length || ++at >= end) break lines
      digit = (buffer[at] as number) - 48
    }
    if (at - line - prefix > 9 || admitted[number] !== 1) break
    for (let i = 0; i < tail.length; i++) if (buffer[at + i] !== tail[i]) break lines
    at += tail.length
    if (buffer[at] === RETURN) at++
    if (at >= end || buffer[at] !== NEWLINE) break
    counts[number] = (counts[number] as number) + 1
    taken++
    line = at + 1
  }
  scanner.taken = taken
  return line
}

/** What the records of the collectors' raw stream are counted in. */
export interface RawFaultBins {
  names: NameTable
  pages: PageSample
  /** Events from `from` to `to` (exclusive), nanoseconds, count; the rest is skipped. */
  from: number
  to: number
  /** One for each bin of `binNanoseconds` from `from` on; empty when the window is unknown. */
  bins: Float64Array
  binNanoseconds: number
  /** Least and greatest time of a record, whether it counts or not. */
  first: number
  last: number
  /** Records seen, whether they count or not. */
  records: number
}

const RAW_PREFIX = Buffer.from('{"type": "printf", "data": "')
const RAW_WORDS = wordsOf(RAW_PREFIX)
/** Up to here a number of nanoseconds has no more than 15 digits, and is exact in a double. */
const MAX_DIGITS = 15

/** `{"type": "printf", "data": "NS PID TID u|k|? ADDRESS NAME\n"}` for names that were learnt. */
export function scanRawFaults(into: RawFaultBins): Scanner {
  const scanner: Scanner = {
    taken: 0,
    scan: (buffer, start, end) => rawFaultLines(into, scanner, buffer, start, end),
  }
  return scanner
}

function rawFaultLines(
  into: RawFaultBins,
  scanner: Scanner,
  buffer: Buffer,
  start: number,
  end: number,
): number {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength)
  const { names, pages, bins, from, to, binNanoseconds } = into
  const { counts } = names
  const binned = bins.length > 0
  let [first, last] = [into.first, into.last]
  let taken = 0
  let line = start
  // the longest line that is taken is shorter than this: then no byte beyond the end is looked at
  const stop = end - MAX_RECORD_BYTES
  while (line < stop) {
    if (!startsWith(view, line, RAW_WORDS)) break
    let at = line + RAW_PREFIX.length
    let time = 0
    let digit = (buffer[at] as number) - 48
    const timeAt = at
    while (digit >= 0 && digit <= 9 && at - timeAt <= MAX_DIGITS) {
      time = time * 10 + digit
      digit = (buffer[++at] as number) - 48
    }
    if (at === timeAt || at - timeAt > MAX_DIGITS || buffer[at] !== SPACE) break
    const pidAt = ++at
    let process = 0
    digit = (buffer[at] as number) - 48
    while (digit >= 0 && digit <= 9 && at - pidAt <= 10) {
      process = (process * 10 + digit) | 0
      digit = (buffer[++at] as number) - 48
    }
    if (at === pidAt || at - pidAt > 10 || buffer[at] !== SPACE) break
    const tidAt = ++at
    while (isDigit(buffer[at] as number) && at - tidAt <= 10) at++
    if (at === tidAt || at - tidAt > 10 || buffer[at] !== SPACE) break
    const mode = buffer[at + 1]
    if ((mode !== 0x75 && mode !== 0x6b && mode !== 0x3f) || buffer[at + 2] !== SPACE) break
    at += 3
    const addressAt = at
    let [low, high] = [0, 0]
    let nibble = HEX[buffer[at] as number] as number
    while (nibble < 16 && at - addressAt <= 16) {
      high = (high << 4) | (low >>> 28)
      low = (low << 4) | nibble
      nibble = HEX[buffer[++at] as number] as number
    }
    if (at === addressAt || at - addressAt > 16 || buffer[at] !== SPACE) break
    const nameAt = ++at
    let hash = 0
    let byte = buffer[at] as number
    while (byte >= SPACE && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && at - nameAt <= MAX_NAME_BYTES) {
      hash = hashStep(hash, byte)
      byte = buffer[++at] as number
    }
    // \n"} and the end of the line
    if (at === nameAt || byte !== 0x5c || view.getUint32(at) !== 0x5c6e227d || buffer[at + 4] !== NEWLINE)
      break
    const slot = lookup(names, buffer, nameAt, at, hash)
    if (slot < 0) break
    if (time < first) first = time
    if (time > last) last = time
    if (time >= from && time < to) {
      counts[slot] = (counts[slot] as number) + 1
      addPage(pages, low, high, process)
      if (binned) {
        const bin = Math.floor((time - from) / binNanoseconds)
        bins[bin] = (bins[bin] as number) + 1
      }
    }
    taken++
    line = at + 5
  }
  into.first = first
  into.last = last
  into.records += taken
  scanner.taken = taken
  return line
}

/** Both in one: the other is tried where one takes nothing. */
export function eitherOf(one: Scanner, other: Scanner): Scanner {
  let [first, second] = [one, other]
  const scanner: Scanner = {
    taken: 0,
    scan(buffer, start, end) {
      const next = first.scan(buffer, start, end)
      scanner.taken = first.taken
      if (first.taken > 0) return next
      const after = second.scan(buffer, start, end)
      scanner.taken = second.taken
      if (second.taken > 0) [first, second] = [second, first]
      return after
    },
  }
  return scanner
}

/** Prefix, four numbers, mode, name and tail at their longest, with the spaces and one byte more each. */
const MAX_RECORD_BYTES = RAW_PREFIX.length + 17 + 12 + 12 + 2 + 18 + MAX_NAME_BYTES + 2 + 8

/** What a byte stands for as a digit; 16 for none. */
const HEX = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte))
  return digit === -1 ? 16 : digit
})
