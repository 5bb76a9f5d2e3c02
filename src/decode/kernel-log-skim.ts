import type { Front } from '../ingest/kernel-log-front.js'
import { OOM_KILLER, STARTS } from './kernel-log.js'

// Most lines of a kernel log hold nothing that is counted, and most have the front of the line before with another time. Those are
// passed over on their bytes. What is passed over must be what kernel-log-reader.ts finds nothing in: every other line is left to it.

const [SPACE, OPENING, CLOSING, DOT, COMMA, SEMICOLON] = [32, 91, 93, 46, 44, 59]
const isDigit = (byte: number) => byte >= 48 && byte <= 57
/** Begins lines of a stack, and nothing that counts: ? and _. */
const isOfStack = (byte: number) => byte === 63 || byte === 95
const isLetter = (byte: number) => (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)

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
/** By five bits each of the first three bytes of a message: whether it may be one that counts. */
const MAY_MATTER = new Uint8Array(1 << 15)
const hash = (first: number, second: number, third: number) =>
  ((first & 31) << 10) | ((second & 31) << 5) | (third & 31)
for (const start of [...STARTS, ...FRONTS])
  MAY_MATTER[hash(start.charCodeAt(0), start.charCodeAt(1), start.charCodeAt(2))] = 1

/** A front that is longer is none that goes on for lines. */
const MAX_TEMPLATE = 200
const ANY_DIGIT = 1

/** `[   1218]` of the list of tasks: not a time, which has a point, nor a caller or words. */
function isNumbered(buffer: Buffer, start: number): boolean {
  let at = start
  while (buffer[at] === SPACE) at++
  const from = at
  while (isDigit(buffer[at] as number)) at++
  return at > from && buffer[at] === CLOSING
}

/** Whether a message may count; what is no word and no row of the list of tasks is left to the reader. */
function mayMatterAt(buffer: Buffer, start: number, end: number): boolean {
  let at = start
  while (buffer[at] === SPACE && at < end) at++
  if (buffer[at] === OPENING) return !isNumbered(buffer, at + 1)
  if (isOfStack(buffer[at] as number)) return false
  if (at + 2 >= end || !isLetter(buffer[at] as number)) return true
  return MAY_MATTER[hash(buffer[at] as number, buffer[at + 1] as number, buffer[at + 2] as number)] === 1
}

const NOTHING = Buffer.alloc(0)

/** What a line may have anywhere; those behind the first only where nothing stands before the kernel's time. */
const NEEDLES = [OOM_KILLER, ' kernel: ', 'oomd', 'earlyoom']

export interface Skim {
  /** Whether nothing in the line counts; then `seconds` is its time. */
  skip(buffer: Buffer, start: number, end: number): boolean
  /** Seconds of the kernel's clock; null where the line that was passed over does not tell them. */
  seconds: number | null
  /** Learns the front of a line, as latin1: the next one may have the same. */
  learn(line: string, front: Front): void
}

export function skimmer(): Skim {
  /** Bytes before the kernel's time or the message; ANY_DIGIT for a digit. Null until one is learnt. */
  let template: Uint8Array | null = null
  /** Whether the kernel's time follows. */
  let timed = true
  /** The records are those of /dev/kmsg: `4,300,514682838,-;`. */
  let raw = false
  /** What stands between the kernel's time and the message, as in journalctl's short-monotonic form. */
  let behind = NOTHING
  let chunk: Buffer | null = null
  const next = NEEDLES.map(() => -1)
  /** Whether one of the needles is in the line: each is looked for once in a chunk, not once a line. */
  const needleIn = (buffer: Buffer, start: number, end: number, count: number): boolean => {
    if (chunk !== buffer) {
      chunk = buffer
      next.fill(-2)
    }
    for (let index = 0; index < count; index++) {
      let at = next[index] as number
      if (at !== -1 && at < start) {
        at = buffer.indexOf(NEEDLES[index] as string, start, 'latin1')
        next[index] = at
      }
      if (at !== -1 && at < end) return true
    }
    return false
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
    seconds: null,
    learn(line, { at, seconds, program, told }) {
      if (!other || !told || program !== null) return
      raw = seconds !== null && /^\d{1,4},\d{1,20},\d{1,15},[-c+];$/.test(line.slice(0, Math.min(at, 60)))
      const opening = seconds === null ? at : raw ? 0 : line.lastIndexOf('[', at - 1)
      if (opening < 0 || opening > MAX_TEMPLATE) return
      const [, named] = /^\[ *\d+\.\d{6}\] ?(\S{1,64} kernel: )?$/.exec(line.slice(opening, at)) ?? [
        null,
        null,
      ]
      if (seconds !== null && !raw && named === null) return
      behind = named === undefined || named === null ? NOTHING : Buffer.from(named, 'latin1')
      timed = seconds !== null
      template = new Uint8Array(opening)
      for (let index = 0; index < opening; index++) {
        const byte = line.charCodeAt(index)
        template[index] = isDigit(byte) ? ANY_DIGIT : byte
      }
    },
    skip(buffer, start, end) {
      let at = start
      other = true
      if (template === null || end - start <= template.length) return false
      if (raw) {
        const message = afterRecord(buffer, start, end)
        if (message === -1) return false
        other = false
        return !mayMatterAt(buffer, message, end) && !needleIn(buffer, start, end, NEEDLES.length)
      }
      for (let index = 0; index < template.length; index++, at++) {
        const byte = buffer[at] as number
        const wanted = template[index]
        if (byte !== wanted && !(wanted === ANY_DIGIT && isDigit(byte))) return false
      }
      const needles = template.length === 0 && behind === NOTHING ? NEEDLES.length : 1
      skim.seconds = null
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
        if (byte !== CLOSING || at - fraction !== 6) return false
        skim.seconds = value / 1e6
        at++
      }
      if (behind !== NOTHING) {
        if (buffer[at] === SPACE) at++
        if (behind.compare(buffer, at, Math.min(at + behind.length, end)) !== 0) return false
        at += behind.length
      }
      other = false
      return !mayMatterAt(buffer, at, end) && !needleIn(buffer, start, end, needles)
    },
  }
  return skim
}
