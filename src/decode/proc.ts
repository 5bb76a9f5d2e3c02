import { InputError } from '../base/input-error.js'
import { readLines } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import type { OfText } from './samples.js'

/** Counters of the kernel by name, exact. */
export type Counters = Map<string, bigint>

/** Lines of "name number", with or without a colon and a unit: /proc/vmstat and /proc/meminfo. */
export const namedNumbers: OfText = (lines) => {
  const data: Record<string, unknown> = Object.create(null)
  for (const line of lines) {
    const match = /^([A-Za-z0-9_()]{1,128}):? +(\d{1,20})(?: kB)?\s*$/.exec(line)
    if (match !== null) data[match[1] as string] = Number(match[2])
  }
  return data
}

/**
 * One copy of /proc/vmstat.
 * @throws InputError for a line that is not one of it.
 */
export async function readCounters(file: StreamFile): Promise<Counters> {
  const counters: Counters = new Map()
  await readLines(file.path, (buffer, start, end, line) => {
    const text = buffer.toString('latin1', start, end).trimEnd()
    if (text === '') return
    const match = /^([A-Za-z0-9_]{1,128}) (\d{1,20})$/.exec(text)
    if (match === null) throw notVmstat(file.path, line, 'another line')
    counters.set(match[1] as string, BigInt(match[2] as string))
  })
  if (counters.size === 0) throw notVmstat(file.path, 1, 'an empty file')
  return counters
}

function notVmstat(name: string, line: number, found: string): InputError {
  return new InputError({
    path: name,
    line,
    expected: 'a copy of /proc/vmstat (lines of "name number")',
    found,
    remedy: 'copy it again with cat, or take the file away',
  })
}
