import { InputError } from '../base/input-error.js'

const MAX_LINES = 100_000

/** `time: SECONDS`, also as `timestamp=` and the like, of any clock. */
const SECONDS =
  /^[#=\s-]{0,8}(?:time|timestamp|epoch|date|ts)\s?[:=]\s*(\d{1,12})(?:\.(\d{1,9}))?[#=\s-]{0,8}$/i
/** `test begin :: NAME SECONDS`, of mmtests; what its files end with were copied before the line of the end. */
const TEST = /^test (begin|end) :: \S{1,200} (\d{1,12})(?: \d{1,6})?$/

/** 1 for a character with which none of these lines begins, nor one of `file end ::`: most lines of a copy need no pattern. */
const MARKS_NOTHING = Uint8Array.from({ length: 128 }, (_, code) =>
  /[#=\s\-tedf]/i.test(String.fromCharCode(code)) ? 0 : 1,
)

/** The moment that a line marks in nanoseconds, null for another line. */
function timeMark(text: string): bigint | null {
  const match = text.length > 100 ? null : SECONDS.exec(text)
  if (match === null) return null
  return BigInt(match[1] as string) * 1_000_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'))
}

/**
 * Copies of the kernel's files in turn, each behind a line `time: SECONDS` (any clock), as the monitors of mmtests and lkp write
 * them, or behind `file start ::` and `file end ::`, as mmtests' tests-sysstate has them; a file without such a line is one copy.
 */
export function timeBlocks<Data>(
  path: string,
  /** Null for lines that hold nothing of this kind. */
  ofText: (lines: readonly string[], path: string, firstLine: number) => Data | null,
  take: (sample: { at: bigint; data: Data }, line: number) => void,
) {
  let at: bigint | null = null
  let lines: string[] = []
  let from = 1
  let ending = false
  const flush = (line: number) => {
    if (lines.some((one) => one.trim() !== '')) {
      const data = ofText(lines, path, from)
      // what stands before the first mark, or under one, and holds nothing of this kind is no copy
      if (data !== null) take({ at: at ?? 0n, data }, line)
    }
    lines = []
    from = line + 1
  }
  const add = (text: string, number: number) => {
    if (lines.length >= MAX_LINES)
      throw new InputError({
        path,
        line: number,
        expected: `at most ${MAX_LINES} lines under a time mark`,
        found: 'more',
        remedy: 'check that this is the file that you mean',
      })
    lines.push(text)
  }
  return {
    line(text: string, number: number): void {
      if (MARKS_NOTHING[text.charCodeAt(0)] === 1) {
        add(text, number)
        return
      }
      const test = TEST.exec(text)
      if (test !== null) {
        if (test[1] === 'begin') flush(number)
        at = BigInt(test[2] as string) * 1_000_000_000n
        if (test[1] === 'end') flush(number)
        ending = false
        return
      }
      const mark = timeMark(text)
      if (mark !== null) {
        flush(number)
        at = mark
        return
      }
      if (text.startsWith('file end ::') && !ending) {
        flush(number)
        ending = true
        from = number
      }
      add(text, number)
    },
    /** The last copy; one whose last line is cut off is excluded, unless it is the only one. Says whether it was. */
    end(number: number, cut: boolean): boolean {
      if (cut && at !== null) return true
      flush(number)
      return false
    },
  }
}
