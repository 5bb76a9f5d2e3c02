// Pieces of a line of perf script on its bytes: each function gives where the piece ends, or tells that it is of another shape.

import { isDigit } from '../base/digit.js'

const [NEWLINE, SPACE, OPENING, CLOSING, DOT, SLASH, COLON] = [10, 32, 40, 41, 46, 47, 58]
const [BRACKET, CLOSING_BRACKET] = [91, 93]

const isHex = (byte: number) => isDigit(byte) || (byte >= 97 && byte <= 102)

/** The blank after `TID/TID [CPU] SECONDS.MICROS:`, of which the second number and the processor may be missing; otherwise -1. */
export function timeEnd(buffer: Buffer, start: number): number {
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

/** The whole seconds of the time that ends before `end`, as `timeEnd` found it. */
export function secondsBefore(buffer: Buffer, end: number): number {
  let at = end - 3
  while (buffer[at] !== DOT) at--
  let seconds = 0
  for (let unit = 1, byte = buffer[--at] as number; isDigit(byte); byte = buffer[--at] as number, unit *= 10)
    seconds += (byte - 48) * unit
  return seconds
}

function digitsEnd(buffer: Buffer, start: number): number {
  let at = start
  while (isDigit(buffer[at] as number)) at++
  return at
}

/** The first byte that is not of ASCII or is a control, or the colon of something like the end of a time. */
export function plainEnd(buffer: Buffer, view: DataView, start: number): number {
  const last = buffer.length - 8
  let at = start
  for (;;) {
    while (at <= last && ((odd(view.getInt32(at)) | odd(view.getInt32(at + 4))) & HIGH) === 0) at += 8
    for (const stop = at + 8; at < stop; at++) {
      const byte = buffer[at] as number
      if (!(byte >= SPACE && byte < 128)) return at
      if (byte === COLON && buffer[at + 1] === SPACE && isDigit(buffer[at - 1] as number)) return at
    }
  }
}

const HIGH = 0x80808080 | 0
/** Has a high bit if one of the four bytes is below 0x20, above 0x7f, or a colon. */
const odd = (word: number) => word | (word - 0x20202020) | ((word ^ 0x3a3a3a3a) - 0x01010101)

/** The end of the line of a call chain's frame, `ADDRESS SYMBOL (OBJECT)`; otherwise -1. */
export function frameEnd(buffer: Buffer, view: DataView, start: number): number {
  let at = start
  while (buffer[at] === SPACE) at++
  const address = at
  while (isHex(buffer[at] as number)) at++
  if (at === address || at - address > 16 || buffer[at] !== SPACE || buffer[at + 1] === SPACE) return -1
  const end = plainEnd(buffer, view, at + 1)
  if (buffer[end] !== NEWLINE || buffer[end - 1] !== CLOSING) return -1
  let opening = end - 2
  while (opening > at + 1 && buffer[opening] !== OPENING) opening--
  return opening > at + 1 ? end : -1
}
