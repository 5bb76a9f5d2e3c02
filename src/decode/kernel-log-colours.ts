import { isDigit } from '../base/digit.js'

const [ESCAPE, OPENING, SEMICOLON, LETTER_M, LETTER_K, HYPHEN] = [27, 91, 59, 109, 75, 45]
/** Far above any line that is passed over on its bytes. */
const MAX_LENGTH = 4096
const MAX_NUMBERS = 20
const NEWLINE = 10

export interface Uncoloured {
  /** The line without its colours, valid until the next one, is here from 0 to `length`. */
  room: Buffer
  /** How long it is; -1 for a line that has none, that is too long, or has one within a word. */
  take(buffer: Buffer, start: number, end: number): number
}

/**
 * Lines without the colours that dmesg and journalctl write for a terminal, `ESC [ NUMBERS m` or `K`: as the pattern of the reader takes
 * them out, on the bytes.
 */
export function uncoloured(): Uncoloured {
  const room = Buffer.alloc(MAX_LENGTH + 1)
  return {
    room,
    take(buffer, start, end) {
      if (end - start > MAX_LENGTH) return -1
      let length = 0
      for (let at = start; at < end; at++) {
        const byte = buffer[at] as number
        if (byte === ESCAPE && buffer[at + 1] === OPENING) {
          let last = at + 2
          const most = Math.min(end, last + MAX_NUMBERS)
          while (last < most && isNumber(buffer[last] as number)) last++
          if (last < end && (buffer[last] === LETTER_M || buffer[last] === LETTER_K)) {
            at = last
            // no program colours a part of a word; what is looked for in the bytes of a line must be whole in them
            if (
              length > 0 &&
              last + 1 < end &&
              isOfWord(room[length - 1] as number) &&
              isOfWord(buffer[last + 1] as number)
            )
              return -1
            continue
          }
        }
        room[length++] = byte
      }
      // as in a file, nothing of a line before stands behind it
      room[length] = NEWLINE
      return length === end - start ? -1 : length
    },
  }
}

const isNumber = (byte: number) => isDigit(byte) || byte === SEMICOLON
const isOfWord = (byte: number) => byte === HYPHEN || (byte >= 97 && byte <= 122)
