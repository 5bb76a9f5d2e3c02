import { StringDecoder } from 'node:string_decoder'
import { InputError } from '../base/input-error.js'
import { readChunks, readProgress } from './chunks.js'

/** No tool that we read writes a line near this; what is longer is not a line, and memory stays bounded. */
export const MAX_LINE_BYTES = 1 << 20

const NEWLINE = 10
const RETURN = 13
/** The byte-order mark that editors of Windows put before UTF-8. */
const MARK = Buffer.from('efbbbf', 'hex')

/** Called for each line: bytes `start` to `end` (exclusive) of `buffer`, valid only during the call; line numbers from 1. */
export type OnLine = (buffer: Buffer, start: number, end: number, line: number) => void

/** Takes lines of a known shape straight from the bytes; every other line goes to `onLine`. */
export interface Scanner {
  /** Takes whole lines from `start` on, none that reaches `end`; gives the start of the first line that it did not take. */
  scan(buffer: Buffer, start: number, end: number): number
  /** How many lines the last scan took. */
  taken: number
}

export interface LineFeed {
  /** Takes the next bytes, which are the caller's again after it. */
  push(chunk: Buffer): void
  /** Gives the number of lines. */
  end(): number
  /** Lines so far. */
  lines(): number
}

/**
 * Cuts bytes into lines, without their newline or CR and newline, for `onLine`; a last line that has no newline goes to
 * `onCut`. A byte-order mark at the begin is excluded. What a scanner takes goes to neither. Lines are the same wherever the bytes are cut.
 * @throws InputError with the line for one that is longer than MAX_LINE_BYTES.
 */
export function lineFeed(path: string, onLine: OnLine, onCut: OnLine, scanner: Scanner | null): LineFeed {
  let line = 0
  let rest: Buffer | null = null
  const tooLong = () =>
    new InputError({
      path,
      line: line + 1,
      expected: `a line of at most ${MAX_LINE_BYTES / 1024} KiB`,
      found: 'a longer one',
      remedy: 'check that this is the trace that you mean, or leave this run out',
    })
  const keep = (chunk: Buffer, start: number) => {
    const more = chunk.subarray(start)
    if (more.length + (rest?.length ?? 0) > MAX_LINE_BYTES) throw tooLong()
    rest = rest === null ? Buffer.from(more) : Buffer.concat([rest, more])
  }
  const give = (to: OnLine, buffer: Buffer, start: number, end: number) => {
    const from = line++ === 0 && buffer.subarray(start, start + 3).equals(MARK) ? start + 3 : start
    to(buffer, from, end > from && buffer[end - 1] === RETURN ? end - 1 : end, line)
  }
  return {
    push(chunk) {
      let start = 0
      if (rest !== null) {
        const end = chunk.indexOf(NEWLINE)
        if (end === -1) return keep(chunk, 0)
        const whole = Buffer.concat([rest, chunk.subarray(0, end)])
        if (whole.length > MAX_LINE_BYTES) throw tooLong()
        rest = null
        give(onLine, whole, 0, whole.length)
        start = end + 1
      }
      while (start < chunk.length) {
        if (scanner !== null) {
          start = scanner.scan(chunk, start, chunk.length)
          line += scanner.taken
        }
        const end = chunk.indexOf(NEWLINE, start)
        if (end === -1) return start < chunk.length ? keep(chunk, start) : undefined
        if (end - start > MAX_LINE_BYTES) throw tooLong()
        give(onLine, chunk, start, end)
        start = end + 1
      }
    },
    end() {
      if (rest !== null) give(onCut, rest, 0, rest.length)
      return line
    },
    lines: () => line,
  }
}

/**
 * Streams the lines of a file to `onLine`, `onCut` and the scanner; gives the number of lines.
 * @throws InputError with the line where reading had to stop.
 */
export async function readLines(
  path: string,
  onLine: OnLine,
  onCut: OnLine = onLine,
  scanner: Scanner | null = null,
): Promise<number> {
  const feed = lineFeed(path, onLine, onCut, scanner)
  try {
    for await (const chunk of readChunks(path)) {
      const before = feed.lines()
      feed.push(chunk)
      Atomics.add(readProgress.counts, 1, BigInt(feed.lines() - before))
    }
  } catch (error) {
    const line = feed.lines()
    if (error instanceof InputError && error.line === null && line > 0) throw atLine(error, line)
    throw error
  }
  return feed.end()
}

function atLine(error: InputError, line: number): InputError {
  const { path, expected, found } = error
  const remedy = `${error.remedy} (reading stopped after line ${line})`
  return new InputError({ path, line, expected, found, remedy })
}

/** Line `number` of a file, from 1, at most its first 400 bytes; null where the file has no such line. */
export async function lineAt(path: string, number: number): Promise<string | null> {
  let line = 1
  let kept = ''
  for await (const chunk of readChunks(path, false)) {
    let start = 0
    while (line < number) {
      const newline = chunk.indexOf(NEWLINE, start)
      if (newline === -1) break
      start = newline + 1
      line++
    }
    if (line < number) continue
    const end = chunk.indexOf(NEWLINE, start)
    kept += chunk.toString('latin1', start, Math.min(end === -1 ? chunk.length : end, start + 400))
    if (end !== -1 || kept.length >= 400) break
  }
  return line < number ? null : Buffer.from(kept.slice(0, 400), 'latin1').toString('utf8')
}

/** Of lines that were not understood the first, to be quoted. */
export const firstOf = async (path: string, { count, firstLine }: { count: number; firstLine: number }) =>
  count === 0 ? null : lineAt(path, firstLine)

/** What is read as one document has at most so many lines: each is a string of its own while it is read. */
const MAX_TEXT_LINES = 500_000

/** The whole of a small text file, its lines ended by a newline alone; refused above `limit` bytes or `lines` lines: for files that are read as one document. */
export async function readText(path: string, limit = 16 << 20, lines = MAX_TEXT_LINES): Promise<string> {
  const decoder = new StringDecoder('utf8')
  let [text, length, count] = ['', 0, 0]
  for await (const chunk of readChunks(path)) {
    length += chunk.length
    if (length > limit) throw tooLarge(path, `${limit >> 20} MiB`)
    if (lines < Number.POSITIVE_INFINITY)
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1))
        if (++count > lines) throw tooLarge(path, `${lines} lines`)
    text += decoder.write(chunk)
  }
  text += decoder.end()
  if (text.startsWith('\ufeff')) text = text.slice(1)
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text
}

/** The lines of such a file, without their ends; behind a last newline stands an empty one. */
export async function readTextLines(path: string, limit = 16 << 20): Promise<string[]> {
  const text = await readText(path, limit)
  return text.includes('\r') ? text.split(/\r?\n/) : text.split('\n')
}

const tooLarge = (path: string, most: string) =>
  new InputError({
    path,
    expected: `at most ${most}`,
    found: 'more',
    remedy: 'check that this is the file that you mean',
  })
