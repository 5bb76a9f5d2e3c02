import { isDeepStrictEqual } from 'node:util'
import type { OnLine } from './lines.js'

// A program ends each line with a newline. Where the last has none the file may be cut there, or was pasted or saved by an editor: such
// a line is used only where it is whole all the same, and is told in any case.

/** A last line that has no newline behind it. */
export interface CutLine {
  line: number
  text: string
  used: boolean
}

const CLOSES = /[\])}"',;|]\s*$/

/** Whether nothing behind it could change what a line tells: without its last character it tells the same, or it is closed by that. */
function isWhole(text: string, decode: (text: string) => unknown): boolean {
  const found = decode(text)
  if (found === null) return false
  const shorter = decode(text.trimEnd().slice(0, -1))
  return shorter === null ? CLOSES.test(text) : isDeepStrictEqual(found, shorter)
}

/** Where lines are read one by one; `decode` gives what is used of one, null for one that is not understood. */
export function lastLine(decode: (text: string) => unknown) {
  const last = {
    found: null as CutLine | null,
    /** Takes a last line without a newline: it goes on to `onLine` where it is whole. */
    before(onLine: OnLine): OnLine {
      return (buffer, start, end, line) => {
        const text = buffer.toString('utf8', start, end)
        if (text.trim() === '') return
        last.found = { line, text, used: isWhole(text, decode) }
        if (last.found.used) onLine(buffer, start, end, line)
      }
    },
  }
  return last
}

/** Where the lines of a whole text are read together, behind whose last newline stands an empty one. */
export function ofWholeLines<T>(
  lines: readonly string[],
  parse: (lines: readonly string[]) => T,
): { value: T; cut: CutLine | null } {
  const text = lines.at(-1) ?? ''
  if (text.trim() === '') return { value: parse(lines), cut: null }
  const others = lines.slice(0, -1)
  const value = parse([...others, ''])
  const cut = { line: lines.length, text, used: isWhole(text, (last) => attempt(parse, [...others, last])) }
  // what tells nothing without it either is not left out
  if (isDeepStrictEqual(attempt(parse, lines), value)) return { value, cut: { ...cut, used: true } }
  return { value: cut.used ? parse(lines) : value, cut }
}

function attempt<T>(parse: (lines: readonly string[]) => T, lines: readonly string[]): T | null {
  try {
    return parse(lines)
  } catch {
    return null
  }
}
