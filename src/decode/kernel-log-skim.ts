import type { Front } from '../ingest/kernel-log-front.js'
import { OOM_KILLER, STARTS } from './kernel-log.js'

// Most lines of a kernel log hold nothing that is counted, and most have the front of the line before with another time. Those are
// passed over on their bytes. What is passed over must be what kernel-log-reader.ts finds nothing in: every other line is left to it.

const [SPACE, OPENING, CLOSING, DOT] = [32, 91, 93, 46]
const isDigit = (byte: number) => byte >= 48 && byte <= 57
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
  /** The line that was looked at last has another front. */
  let other = true
  const skim: Skim = {
    seconds: null,
    learn(line, { at, seconds, program, told }) {
      if (!other || !told || program !== null) return
      const opening = seconds === null ? at : line.lastIndexOf('[', at - 1)
      if (opening < 0 || opening > MAX_TEMPLATE) return
      if (seconds !== null && !/^\[ *\d+\.\d{6}\] ?$/.test(line.slice(opening, at))) return
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
      for (let index = 0; index < template.length; index++, at++) {
        const byte = buffer[at] as number
        const wanted = template[index]
        if (byte !== wanted && !(wanted === ANY_DIGIT && isDigit(byte))) return false
      }
      const needles = template.length === 0 ? NEEDLES.length : 1
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
      other = false
      while (buffer[at] === SPACE && at < end) at++
      if (buffer[at] === OPENING) return isNumbered(buffer, at + 1) && !needleIn(buffer, start, end, needles)
      if (at + 2 >= end || !isLetter(buffer[at] as number)) return false
      const key = hash(buffer[at] as number, buffer[at + 1] as number, buffer[at + 2] as number)
      if (MAY_MATTER[key] === 1) return false
      return !needleIn(buffer, start, end, needles)
    },
  }
  return skim
}
