import type { LineRange } from '../model/stream.js'
import { isAsItLies, readChunksFrom, readProgress } from './chunks.js'
import { lineFeed, MAX_LINE_BYTES, type OnLine, type Scanner } from './lines.js'

const NEWLINE = 10

/** Ranges of about so many bytes that cover a file; one only where it is compressed or pasted, and can be read from its begin only. */
export async function rangesOf(path: string, bytes: number, each: number): Promise<LineRange[]> {
  const count = Math.max(1, Math.round(bytes / each))
  if (count === 1 || !(await isAsItLies(path))) return [{ from: 0, to: bytes }]
  const at = (index: number) => Math.floor((index * bytes) / count)
  return Array.from({ length: count }, (_, index) => ({ from: at(index), to: at(index + 1) }))
}

/**
 * Streams the lines that begin in the range, as `readLines` does those of the file; gives their number, or null for a line
 * too long, of which only the whole file tells where it is.
 */
export async function readLineRange(
  path: string,
  { from, to }: LineRange,
  onLine: OnLine,
  onCut: OnLine,
  scanner: Scanner | null,
): Promise<number | null> {
  const feed = lineFeed(path, onLine, onCut, scanner)
  // a line begins after a newline, which may be the last byte before the range
  let at = Math.max(0, from - 1)
  let skipping = from > 0
  for await (const chunk of readChunksFrom(path, at)) {
    const chunkAt = at
    at += chunk.length
    let start = 0
    if (skipping) {
      const newline = chunk.indexOf(NEWLINE)
      // the line that began before is another range's, and so is the next one when it begins behind this range
      const begin = newline === -1 ? at : chunkAt + newline + 1
      if (begin >= to) return 0
      if (newline === -1) {
        if (at - from > MAX_LINE_BYTES) return null
        continue
      }
      skipping = false
      start = newline + 1
    }
    // the last line of the range ends at the first newline from its last byte on
    const last = at >= to ? chunk.indexOf(NEWLINE, Math.max(0, to - 1 - chunkAt)) : -1
    const before = feed.lines()
    const whole = last === -1 ? chunk.subarray(start) : chunk.subarray(start, last + 1)
    feed.push(whole)
    Atomics.add(readProgress.counts, 0, BigInt(whole.length))
    Atomics.add(readProgress.counts, 1, BigInt(feed.lines() - before))
    if (last !== -1) break
  }
  return feed.end()
}
