import { FRONT_FORMS, type FrontForm } from './kernel-log-forms.js'

/** What stands before a message in a line of a kernel log: see kernel-log-forms.ts. */
export interface Front {
  /** Where the message begins. */
  at: number
  /** Seconds of the kernel's clock; null where the line does not tell them. */
  seconds: number | null
  /** The program that wrote the line, where it is not the kernel. */
  program: string | null
  /** Whether a piece tells a time, a priority or a program: blanks and quote marks alone may stand before any text. */
  told: boolean
  /** Ids of its pieces, in order; only where it was asked for. */
  pieces?: string[]
}

const BY_CODE: (readonly FrontForm[])[] = Array.from({ length: 256 }, (_, code) =>
  FRONT_FORMS.filter(({ begins }) => begins.includes(String.fromCharCode(code))),
)
const NONE: readonly FrontForm[] = []
/** A line that needs more pieces is none of a kernel log. */
const MAX_PIECES = 40
const [SPACE, OPENING, CLOSING, DOT] = [32, 91, 93, 46]

/** The place behind `[  514.682838] `, the commonest of all, and its seconds; -1 for any other form. */
function plainTime(line: string, start: number, front: Front): number {
  let at = start + 1
  while (line.charCodeAt(at) === SPACE) at++
  let [value, scale, digits] = [0, 0, 0]
  for (; ; at++) {
    const code = line.charCodeAt(at)
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48
      scale *= 10
      digits++
    } else if (code === DOT && scale === 0 && digits > 0) {
      scale = 1
      digits = 0
    } else break
  }
  if (line.charCodeAt(at) !== CLOSING || digits !== 6 || at - start > 20) return -1
  front.seconds = value / scale
  return line.charCodeAt(at + 1) === SPACE ? at + 2 : at + 1
}

/**
 * Reads the front of a line into `front`. Time is linear in the front: each piece is taken once, and none is given back.
 * @param line as latin1: each character is a byte
 */
export function readFront(line: string, front: Front): void {
  front.at = 0
  front.seconds = null
  front.program = null
  front.told = false
  let behind: FrontForm['time'] | null = null
  for (let piece = 0; piece < MAX_PIECES; piece++) {
    const code = line.charCodeAt(front.at)
    if (code === OPENING) {
      const after = plainTime(line, front.at, front)
      if (after !== -1) {
        front.at = after
        front.told = true
        behind = 'kernel'
        front.pieces?.push('printk-time')
        continue
      }
    }
    const forms = BY_CODE[code] ?? NONE
    let found = false
    for (let index = 0; index < forms.length && !found; index++) {
      const form = forms[index] as FrontForm
      if (form.after !== undefined && (behind === null || (form.after === 'clock' && behind !== 'clock')))
        continue
      form.pattern.lastIndex = front.at
      const match = form.pattern.exec(line)
      if (match === null) continue
      found = true
      front.pieces?.push(form.id)
      front.at = form.pattern.lastIndex
      if (form.mute !== true) front.told = true
      if (form.time !== undefined) behind = form.time
      // the name of a program stands once behind a time; the next word with a colon is the message's
      else if (form.after !== undefined) behind = null
      const { seconds, micros, program } = match.groups ?? {}
      if (seconds !== undefined) front.seconds = Number(seconds)
      if (micros !== undefined) front.seconds = Number(micros) / 1e6
      if (program !== undefined) front.program = program === 'kernel' ? null : program
    }
    if (!found) return
  }
}
