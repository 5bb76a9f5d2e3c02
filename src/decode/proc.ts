import { isDigit } from '../base/digit.js'
import { InputError } from '../base/input-error.js'
import type { CutLine } from '../ingest/cut-line.js'
import { readTextLines } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import { type Counters, counterLines } from './counter-lines.js'
import type { OfText } from './samples.js'

const LEVEL = /^(?:\/\S{1,200}:)?([A-Z][A-Za-z0-9_()]{0,127}):\s+(\d{1,20})(?: kB)?\s*$/

const [SPACE, ZERO] = [32, 48]

/** Names, by the number of their line: the next copy has the same at the same place. */
const latest: { name: string; colon: string }[] = []
const MAX_LATEST = 200

/** The value of `Name:   123 kB` behind its colon; NaN for what only the pattern can tell. */
function valueBehind(line: string, colon: number): number {
  const end = line.endsWith(' kB') ? line.length - 3 : line.length
  let at = colon
  while (line.charCodeAt(at) === SPACE) at++
  // more digits may not be exact as they are added up
  if (at === colon || at >= end || end - at > 15) return Number.NaN
  let value = 0
  for (; at < end; at++) {
    const code = line.charCodeAt(at)
    if (!isDigit(code)) return Number.NaN
    value = value * 10 + code - ZERO
  }
  return value
}

/**
 * The lines "Name: number kB" of /proc/meminfo, among lines of other files.
 * @throws InputError for one that comes again with another number.
 */
export const namedNumbers: OfText = (lines, path, firstLine = 1) => {
  const data: Record<string, unknown> = Object.create(null)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string
    const last = latest[index]
    let name = ''
    let value = Number.NaN
    if (last !== undefined && line.startsWith(last.colon)) {
      name = last.name
      value = valueBehind(line, last.colon.length)
    }
    if (Number.isNaN(value)) {
      const match = LEVEL.exec(line)
      if (match === null) continue
      name = match[1] as string
      value = Number(match[2])
      if (index < MAX_LATEST) latest[index] = { name, colon: `${name}:` }
    }
    const before = data[name]
    if (before !== undefined && before !== value)
      throw new InputError({
        path,
        line: firstLine + index,
        expected: 'each level once in a copy',
        found: `${name} ${before} and ${value}`,
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
