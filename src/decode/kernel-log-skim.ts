import { isDigit } from '../base/digit.js'
import type { Front } from '../ingest/kernel-log-front.js'
import { STARTS } from './kernel-log.js'

// Most lines of a kernel log hold nothing that is counted, and most have the front of the line before with another time. Those are
// passed over on their bytes. What is passed over must be what kernel-log-reader.ts finds nothing in: every other line is left to it.

const [SPACE, OPENING, CLOSING, DOT, COMMA, COLON, SEMICOLON] = [32, 91, 93, 46, 44, 58, 59]
const [LESS, GREATER] = [60, 62]
const [LETTER_C, LETTER_T, LETTER_D, LETTER_I, LETTER_P] = [67, 84, 100, 105, 112]
/** Begins lines of a stack, and nothing that counts: ? and _. */
const isOfStack = (byte: number) => byte === 63 || byte === 95
const isLetter = (byte: number) => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

/** Programs whose lines may tell a kill, and words with which a front may go on. */
const FRONTS = [
  'systemd',
  'earlyoom',
  'lowmemorykiller',
  'lmkd',
  'kern',
  'daemon',
  'user',
  'syslog',
  'data: {',
]
const hash = (first: number, second: number, third: number) =>
  ((first & 31) << 10) | ((second & 31) << 5) | (third & 31)
/** How a message that counts may begin, by five bits of each of its first three bytes; 0 for none. */
const BEGINS_AT = new Uint8Array(1 << 15)
const BEGINS: Uint8Array[][] = [[]]
for (const begin of [...STARTS, ...FRONTS].map(bytesOf)) {
  const place = hash(begin[0] as number, begin[1] as number, begin[2] as number)
  if (BEGINS_AT[place] === 0) BEGINS_AT[place] = BEGINS.push([]) - 1
  BEGINS[BEGINS_AT[place] as number]?.push(begin)
}
/** A second word behind which a front may go on, or a message that counts. */
const SECONDS = ['kernel:', 'systemd-oomd'].map(bytesOf)

/** A front that is longer is none that goes on for lines. */
const MAX_TEMPLATE = 200
/** Stand in a template for a digit, and for one that may be a blank instead, as in `May  5` and `<    0.000012>`. */
const [ANY_DIGIT, DIGIT_OR_BLANK] = [1, 2]

/** Whether the bytes are there, as far as the line goes. */
export function beginsWith(wanted: Uint8Array, buffer: Buffer, start: number, end: number): boolean {
  const length = Math.min(wanted.length, end - start)
  for (let index = 0; index < length; index++) if (buffer[start + index] !== wanted[index]) return false
  return true
}

/** `[   1218]` of the list of tasks, or its head `[  pid  ]`: not a time, which has a point, nor a caller or other words. */
function isNumbered(buffer: Buffer, start: number): boolean {
  let at = start
  while (buffer[at] === SPACE) at++
  if (buffer[at] === LETTER_P && buffer[at + 1] === LETTER_I && buffer[at + 2] === LETTER_D) {
    at += 3
    while (buffer[at] === SPACE) at++
    return buffer[at] === CLOSING
  }
  const from = at
  while (isDigit(buffer[at] as number)) at++
  return at > from && buffer[at] === CLOSING
}

/** Whether a message may count; what is no word and no row of the list of tasks is left to the reader. */
export function mayMatterAt(buffer: Buffer, start: number, end: number): boolean {
  let at = start
  while (buffer[at] === SPACE && at < end) at++
  const first = buffer[at] as number
  if (first === OPENING) return !isNumbered(buffer, at + 1)
  if (isOfStack(first)) return false
  if (at + 2 >= end) return true
  // `<TASK>`: a priority has a digit
  if (first === LESS) return isDigit(buffer[at + 1] as number)
  if (!isLetter(first)) return true
  const begins = BEGINS_AT[hash(first, buffer[at + 1] as number, buffer[at + 2] as number)] as number
  if (begins !== 0)
    // mail may have wrapped the line within it
    for (const begin of BEGINS[begins] as Uint8Array[]) if (beginsWith(begin, buffer, at, end)) return true
  return isSecondWord(buffer, at, end)
}

/** `box kernel: `, `box lmkd[412]: ` or `app.scope: systemd-oomd killed`, of which only the second word tells that it may count. */
function isSecondWord(buffer: Buffer, start: number, end: number): boolean {
  let at = start
  while (at < end && buffer[at] !== SPACE) at++
  const second = at + 1
  // neither the name of a program nor one of SECONDS
  if (isDigit(buffer[second] as number)) return false
  for (at = second; at < end && buffer[at] !== SPACE; ) at++
  if (at - second < 4) return false
  if (buffer[at - 1] === COLON && buffer[at - 2] === CLOSING) return true
  for (const word of SECONDS) if (beginsWith(word, buffer, second, end)) return true
  return false
}

const NOTHING = new Uint8Array(0)

export interface Skim {
  /** Whether nothing in the line counts but OOM_KILLER, which may stand anywhere; then `seconds` is its time. */
  skip(buffer: Buffer, start: number, end: number): boolean
  /** Seconds of the kernel's clock; NaN where the line that was passed over does not tell them. */
  seconds: number
  /** Where the message of that line begins. */
  at: number
  /** Learns the front of a line, as latin1: the next one may have the same. */
  learn(line: string, front: Front): void
}

/** A time, with the time since the line before; the caller; and who wrote it. */
const AFTER_TIME =
  /^\[ *\d+\.\d{6}( ?< *\d{0,12}\.\d{1,9} ?>)?\] ?(\[ *[TC]\d{1,10}\] ?)?(\S{1,64} kernel: )?$/

/** Blanks before a number are a part of it, and all of it but its last digit may be blank: `May  5`, `May 15`, `<    0.000012>`. */
function padNumbers(template: Uint8Array, line: string): void {
  for (let from = 0; from < template.length; from++) {
    if (template[from] !== ANY_DIGIT || template[from - 1] === ANY_DIGIT) continue
    let [first, last] = [from, from]
    while (template[first - 1] === SPACE) first--
    while (template[last + 1] === ANY_DIGIT) last++
    if (from - first > 1) template.fill(DIGIT_OR_BLANK, first + 1, last)
    else if (from - first === 1 && last === from + 1 && /[<\w]/.test(line[first - 1] ?? ''))
      template.fill(DIGIT_OR_BLANK, from, last)
  }
}

/** Where the time begins in a front that ends at a place. */
function openingOf(line: string, end: number): number {
  const last = line.lastIndexOf('[', end - 1)
  return /^\[ *[TC]/.test(line.slice(last, end)) ? line.lastIndexOf('[', last - 1) : last
}

/** Whether a text is in a line: it is looked for once in a chunk, not once a line. Lines of a chunk come in turn. */
export function inLine(text: string): (buffer: Buffer, start: number, end: number) => boolean {
  let chunk: Buffer | null = null
  let next = -1
  return (buffer, start, end) => {
    // a line by itself
    if (start === 0 && end === buffer.length) return buffer.indexOf(text, 0, 'latin1') !== -1
    if (chunk !== buffer || (next !== -1 && next < start)) {
      chunk = buffer
      next = buffer.indexOf(text, start, 'latin1')
    }
    return next !== -1 && next < end
  }
}

export function skimmer(): Skim {
  /** Bytes before the kernel's time or the message; ANY_DIGIT for a digit. Null until one is learnt. */
  let template: Uint8Array | null = null
  /** Whether the kernel's time follows. */
  let timed = true
  /** The records are those of /dev/kmsg: `4,300,514682838,-;`. */
  let raw = false
  /** Whether the time says how long ago the line before was, and whether the caller follows: `[  514.682838 <    0.000012>] [  T900] `. */
  let [elapsed, caller] = [false, false]
  /** What stands between the kernel's time and the message, as in journalctl's short-monotonic form. */
  let behind = NOTHING
  /** The place behind `[  T900]`, with or without a blank before it; -1 for another text. */
  const afterCaller = (buffer: Buffer, start: number): number => {
    let at = buffer[start] === SPACE ? start + 1 : start
    if (buffer[at++] !== OPENING) return -1
    while (buffer[at] === SPACE) at++
    if (buffer[at] !== LETTER_T && buffer[at] !== LETTER_C) return -1
    const from = ++at
    while (isDigit(buffer[at] as number)) at++
    return at > from && at - from <= 10 && buffer[at] === CLOSING ? at + 1 : -1
  }
  /** The place behind ` <    0.000012>`; -1 for another text. */
  const afterElapsed = (buffer: Buffer, start: number): number => {
    let at = buffer[start] === SPACE ? start + 1 : start
    if (buffer[at++] !== LESS) return -1
    while (buffer[at] === SPACE) at++
    const from = at
    while (isDigit(buffer[at] as number) || buffer[at] === DOT) at++
    if (at - from < 3 || at - from > 20) return -1
    if (buffer[at] === SPACE) at++
    return buffer[at] === GREATER ? at + 1 : -1
  }
  /** The place of the message of a record of /dev/kmsg, whose time it takes; -1 for another line. */
  const afterRecord = (buffer: Buffer, start: number, end: number): number => {
    let at = start
    let value = 0
    for (let field = 0; field < 3; field++) {
      const from = at
      value = 0
      for (let byte = buffer[at] as number; isDigit(byte); byte = buffer[++at] as number)
        value = value * 10 + byte - 48
      if (at === from || at - from > 15 || buffer[at] !== COMMA) return -1
      at++
    }
    if (at + 2 >= end || buffer[at + 1] !== SEMICOLON) return -1
    skim.seconds = value / 1e6
    return at + 2
  }
  /** The line that was looked at last has another front. */
  let other = true
  const skim: Skim = {
    seconds: Number.NaN,
    at: 0,
    learn(line, { at, seconds, program, told }) {
      if (!other || !told || program !== null) return
      raw = seconds !== null && /^\d{1,4},\d{1,20},\d{1,15},[-c+];$/.test(line.slice(0, Math.min(at, 60)))
      const opening = seconds === null ? at : raw ? 0 : openingOf(line, at)
      if (opening < 0 || opening > MAX_TEMPLATE) return
      const after = AFTER_TIME.exec(line.slice(opening, at))
      if (seconds !== null && !raw && after === null) return
      const named = after?.[3]
      behind = named === undefined ? NOTHING : bytesOf(named)
      elapsed = after?.[1] !== undefined
      caller = after?.[2] !== undefined
      timed = seconds !== null
      template = new Uint8Array(opening)
      for (let index = 0; index < opening; index++) {
        const byte = line.charCodeAt(index)
        template[index] = isDigit(byte) ? ANY_DIGIT : byte
      }
      padNumbers(template, line)
    },
    skip(buffer, start, end) {
      let at = start
      other = true
      if (template === null || end - start <= template.length) return false
      if (raw) {
        const message = afterRecord(buffer, start, end)
        if (message === -1) return false
        other = false
        skim.at = message
        return !mayMatterAt(buffer, message, end)
      }
      for (let index = 0; index < template.length; index++, at++) {
        const byte = buffer[at] as number
        const wanted = template[index] as number
        if (byte === wanted) continue
        if (wanted > DIGIT_OR_BLANK || !(isDigit(byte) || (byte === SPACE && wanted === DIGIT_OR_BLANK)))
          return false
      }
      skim.seconds = Number.NaN
      if (timed) {
        if (buffer[at] !== OPENING) return false
        at++
        while (buffer[at] === SPACE) at++
        let value = 0
        const from = at
        let byte = buffer[at] as number
        while (isDigit(byte)) {
          value = value * 10 + byte - 48
          byte = buffer[++at] as number
        }
        if (byte !== DOT || at === from || at - from > 9) return false
        const fraction = ++at
        byte = buffer[at] as number
        while (isDigit(byte)) {
          value = value * 10 + byte - 48
          byte = buffer[++at] as number
        }
        if (at - fraction !== 6) return false
        if (elapsed) at = afterElapsed(buffer, at)
        if (at === -1 || buffer[at] !== CLOSING) return false
        skim.seconds = value / 1e6
        at++
        if (caller) at = afterCaller(buffer, at)
        if (at === -1) return false
      }
      if (behind !== NOTHING) {
        if (buffer[at] === SPACE) at++
        if (end - at < behind.length || !beginsWith(behind, buffer, at, end)) return false
        at += behind.length
      }
      other = false
      skim.at = at
      return !mayMatterAt(buffer, at, end)
    },
  }
  return skim
}
