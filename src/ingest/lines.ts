import { InputError } from '../base/input-error.js'
import { readChunks } from './chunks.js'

/** No tool that we read writes a line near this; what is longer is not a line, and memory stays bounded. */
export const LONGEST_LINE = 1 << 20

const NEWLINE = 10

/** Called for each line: bytes `start` to `end` (exclusive) of `buffer`, valid only during the call; line numbers from 1. */
export type OnLine = (buffer: Buffer, start: number, end: number, line: number) => void

/**
 * Streams the lines of a file, without their newline, to `onLine`; a last line that has no newline goes to `onCut`.
 * Gives the number of lines.
 * @throws InputError with the line where reading had to stop.
 */
export async function readLines(path: string, onLine: OnLine, onCut: OnLine = onLine): Promise<number> {
  let line = 0
  const tooLong = () =>
    new InputError(
      path,
      line + 1,
      `a line of at most ${LONGEST_LINE / 1024} KiB`,
      'a longer one',
      'check that this is the trace that you mean, or leave this run out',
    )
  let rest: Buffer | null = null
  try {
    for await (const chunk of readChunks(path)) {
      const buffer: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk])
      let start = 0
      for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, start)) {
        if (end - start > LONGEST_LINE) throw tooLong()
        onLine(buffer, start, end, ++line)
        start = end + 1
      }
      rest = start < buffer.length ? Buffer.from(buffer.subarray(start)) : null
      if (rest !== null && rest.length > LONGEST_LINE) throw tooLong()
    }
  } catch (error) {
    if (error instanceof InputError && error.line === null && line > 0) throw atLine(error, line)
    throw error
  }
  if (rest !== null) onCut(rest, 0, rest.length, ++line)
  return line
}

function atLine(error: InputError, line: number): InputError {
  const moved = new InputError(error.path, line, '', '', '')
  moved.message = `${error.message} (reading stopped after line ${line})`
  return moved
}

/** The whole of a small text file, refused above `limit` bytes: for files that are read as one document. */
export async function readText(path: string, limit = 16 << 20): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of readChunks(path)) {
    length += chunk.length
    if (length > limit) {
      throw new InputError(
        path,
        null,
        `at most ${limit >> 20} MiB`,
        'more',
        'check that this is the file that you mean',
      )
    }
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString('utf8')
}
