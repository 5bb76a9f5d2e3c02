import { InputError } from '../base/input-error.js'
import type { CutLine } from '../ingest/cut-line.js'
import { readText } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import { withTotals } from './memory-stat.js'

/** Documentation/admin-guide/cgroup-v2.rst: files of lines "key value", of pressure, or of one number. */
export type CgroupFile =
  | 'memory.stat'
  | 'cpu.stat'
  | 'memory.events'
  | 'memory.pressure'
  | 'io.pressure'
  | 'memory.peak'

/**
 * A copy of a file of a cgroup, under the keys that the collectors give it: `memory.stat.pgfault`, `memory.some.total`. A last line
 * without its newline is not used.
 * @throws InputError for a line that is not one of such a file, and for a key that comes again with another number.
 */
export async function readCgroupFile(
  file: StreamFile,
  kind: CgroupFile,
  onCut: (cut: CutLine) => void,
): Promise<Record<string, number>> {
  const data: Record<string, number> = Object.create(null)
  const lines = (await readText(file.path, 1 << 20)).split(/\r?\n/)
  // each line ends with a number, of which a part may be cut off
  const text = lines.pop() ?? ''
  if (text.trim() !== '') onCut({ line: lines.length + 1, text, used: false })
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const entry = entryOf(line, kind)
    if (entry === null)
      throw new InputError({
        path: file.path,
        line: index + 1,
        expected: `a copy of ${kind} of a cgroup`,
        found: 'another line',
        remedy: 'copy it again with cat, or take the file away',
      })
    const [key, value] = [entry[0], Number(entry[1])]
    if (data[key] !== undefined && data[key] !== value)
      throw new InputError({
        path: file.path,
        line: index + 1,
        expected: `${kind} of one cgroup, copied once`,
        found: `${key} ${data[key]} and ${value}`,
        remedy: 'put each copy in a file of its own',
      })
    data[key] = value
  }
  return withTotals(data)
}

function entryOf(line: string, kind: CgroupFile): [key: string, value: string] | null {
  if (kind === 'memory.peak') {
    const bytes = /^(\d{1,20})$/.exec(line)?.[1]
    return bytes === undefined ? null : ['memory.peak', bytes]
  }
  if (kind.endsWith('.pressure')) {
    const [, word, total] = /^(some|full) avg10=.{1,80} total=(\d{1,18})$/.exec(line) ?? []
    const resource = kind.slice(0, kind.indexOf('.'))
    return word === undefined || total === undefined ? null : [`${resource}.${word}.total`, total]
  }
  const [, key, value] = /^([A-Za-z0-9_.]{1,100}) (\d{1,20})$/.exec(line) ?? []
  return key === undefined || value === undefined ? null : [`${kind}.${key}`, value]
}
