import { InputError } from '../base/input-error.js'
import type { OfText, Sample } from './samples.js'

const MAX_LINES = 100_000

/**
 * Copies of one of the kernel's files in turn, each behind a line `time: SECONDS` (any clock), as the monitors of mmtests
 * and lkp write them; a file without such a line is one copy.
 */
export function timeBlocks(path: string, ofText: OfText, take: (sample: Sample, line: number) => void) {
  let at: bigint | null = null
  let lines: string[] = []
  const flush = (line: number) => {
    if (lines.some((one) => one.trim() !== '')) take({ at: at ?? 0n, data: ofText(lines, path) }, line)
    lines = []
  }
  return {
    line(text: string, number: number): void {
      const mark = /^time: *(\d{1,12})(?:\.(\d{1,9}))?\s*$/.exec(text)
      if (mark === null) {
        if (lines.length >= MAX_LINES) {
          const todo = 'check that this is the file that you mean'
          throw new InputError({
            path,
            line: number,
            expected: `at most ${MAX_LINES} lines under a time mark`,
            found: 'more',
            remedy: todo,
          })
        }
        lines.push(text)
        return
      }
      flush(number)
      at = BigInt(mark[1] as string) * 1_000_000_000n + BigInt((mark[2] ?? '').padEnd(9, '0'))
    },
    /** The last copy; one whose last line is cut off is left out, unless it is the only one. */
    end(number: number, cut: boolean): void {
      if (!cut || at === null) flush(number)
    },
  }
}
