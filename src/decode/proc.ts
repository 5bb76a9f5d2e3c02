import { InputError } from '../base/input-error.js'
import type { CutLine } from '../ingest/cut-line.js'
import { readTextLines } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import { type Counters, counterLines } from './counter-lines.js'
import type { OfText } from './samples.js'

const LEVEL = /^(?:\/\S{1,200}:)?([A-Z][A-Za-z0-9_()]{0,127}):\s+(\d{1,20})(?: kB)?\s*$/

/**
 * The lines "Name: number kB" of /proc/meminfo, among lines of other files.
 * @throws InputError for one that comes again with another number.
 */
export const namedNumbers: OfText = (lines, path, firstLine = 1) => {
  const data: Record<string, unknown> = Object.create(null)
  for (let index = 0; index < lines.length; index++) {
    const match = LEVEL.exec(lines[index] as string)
    if (match === null) continue
    const name = match[1] as string
    const value = Number(match[2])
    if (data[name] !== undefined && data[name] !== value)
      throw new InputError({
        path,
        line: firstLine + index,
        expected: 'each level once in a copy',
        found: `${name} ${data[name]} and ${value}`,
        remedy: 'put each copy behind a line "time: SECONDS", or in a file of its own',
      })
    data[name] = value
  }
  return data
}

/**
 * One copy of /proc/vmstat, of the vmstat files of all nodes, or of /proc/zoneinfo.
 * @throws InputError for a file without a counter, or with one of them twice.
 */
export async function readCounters(
  file: StreamFile,
  onCut: (cut: CutLine) => void = () => {},
): Promise<Counters> {
  const lines = await readTextLines(file.path)
  // what has no newline behind it may be cut off in the middle of its number
  const text = lines.length > 1 ? (lines.pop() ?? '') : ''
  if (text.trim() !== '') onCut({ line: lines.length + 1, text, used: false })
  const counters = counterLines(lines, file.path)
  if (counters.size === 0)
    throw new InputError({
      path: file.path,
      line: 1,
      expected: 'a copy of /proc/vmstat (lines of "name number")',
      found: lines.every((line) => line.trim() === '') ? 'an empty file' : 'other lines',
      remedy: 'copy it again with cat, or take the file away',
    })
  return counters
}
