import { isDigit } from '../base/digit.js'
import { inLine, mayMatterAt } from './kernel-log-skim.js'

const [BRACE, QUOTE, BACKSLASH] = [0x7d, 0x22, 0x5c]
const MESSAGE = '"MESSAGE":"'
const KERNEL = '"_TRANSPORT":"kernel"'
const TIME = '"_SOURCE_MONOTONIC_TIMESTAMP":"'

export interface RecordSkim {
  /** Whether nothing in the line counts, as in kernel-log-skim.ts. */
  skip(buffer: Buffer, start: number, end: number): boolean
  seconds: number
  /** The message. */
  at: number
  end: number
}

/**
 * The same of lines of `journalctl -o json` that are records of the kernel: their message is found without reading the other thirty
 * members of each.
 */
export function recordSkimmer(): RecordSkim {
  /** Where a text stands in a line; -1 where it does not. */
  const place = (text: string) => {
    const has = inLine(text)
    return (buffer: Buffer, start: number, end: number): number =>
      has(buffer, start, end) ? buffer.indexOf(text, start, 'latin1') + text.length : -1
  }
  const [messageAt, timeAt, kernel] = [place(MESSAGE), place(TIME), inLine(KERNEL)]
  const skim: RecordSkim = {
    seconds: Number.NaN,
    at: 0,
    end: 0,
    skip(buffer, start, end) {
      if (buffer[end - 1] !== BRACE || !kernel(buffer, start, end)) return false
      const at = messageAt(buffer, start, end)
      if (at === -1) return false
      let last = at
      while (buffer[last] !== QUOTE) if (last >= end || buffer[last++] === BACKSLASH) return false
      let time = timeAt(buffer, start, end)
      if (time === -1) return false
      const from = time
      let micros = 0
      while (isDigit(buffer[time] as number)) micros = micros * 10 + (buffer[time++] as number) - 48
      if (buffer[time] !== QUOTE || time === from || time - from > 15) return false
      skim.at = at
      skim.end = last
      skim.seconds = micros / 1e6
      return !mayMatterAt(buffer, at, last)
    },
  }
  return skim
}
