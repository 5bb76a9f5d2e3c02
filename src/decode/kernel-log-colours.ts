const [ESCAPE, OPENING, SEMICOLON, LETTER_M, LETTER_K] = [27, 91, 59, 109, 75]
/** Far above any line that is passed over on its bytes. */
const MAX_LENGTH = 4096
const MAX_NUMBERS = 20

/**
 * Lines without the colours that dmesg and journalctl write for a terminal, `ESC [ NUMBERS m` or `K`: as the pattern of the reader takes
 * them out, on the bytes. Null for a line that has none, or is too long. What it gives is valid until the next call.
 */
export function uncoloured(): (buffer: Buffer, start: number, end: number) => Buffer | null {
  const room = Buffer.alloc(MAX_LENGTH)
  return (buffer, start, end) => {
    if (end - start > MAX_LENGTH) return null
    let length = 0
    for (let at = start; at < end; at++) {
      const byte = buffer[at] as number
      if (byte === ESCAPE && buffer[at + 1] === OPENING) {
        let last = at + 2
        const most = Math.min(end, last + MAX_NUMBERS)
        while (last < most && isNumber(buffer[last] as number)) last++
        if (last < end && (buffer[last] === LETTER_M || buffer[last] === LETTER_K)) {
          at = last
          continue
        }
      }
      room[length++] = byte
    }
    return length === end - start ? null : room.subarray(0, length)
  }
}

const isNumber = (byte: number) => (byte >= 48 && byte <= 57) || byte === SEMICOLON
