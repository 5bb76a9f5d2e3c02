import { InputError } from '../base/input-error.js'
import { type CountsOverTime, noteUnknown, unknownLines } from './sar.js'

/** KiB in a page where the output does not say: vmstat of procps writes KiB a second, /proc/vmstat counts pages. */
export const ASSUMED_PAGE_KIB = 4

const STAMP = /\s(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/
/** mmtests puts the time, the seconds since the start, and those since the last line before each. */
const LATENCY = /^\s*(\d{9,11}\.\d{1,6})\s+\d+\.\d+\s+\d+\.\d+ -- /

/** What readProcpsVmstat could tell of the interval of its rows. */
export type VmstatRows = CountsOverTime & { timed: boolean }

/**
 * The text of `vmstat INTERVAL` of procps: pages swapped in and out, from the columns si and so. The first row is of the time since
 * boot and is not read. Without times (`vmstat -t`) a row is taken as one second, which rates do not depend on. Null where there is
 * no second row.
 * @throws InputError for a row that has another number of columns than its header, and for a second output behind words.
 */
export function readProcpsVmstat(lines: readonly string[], path: string): VmstatRows | null {
  let columns: string[] | null = null
  let first = true
  let last: number | null = null
  const sums = { si: 0, so: 0 }
  let [seconds, rows, timed] = [0, 0, true]
  const unknown = unknownLines()
  /** The last line of words behind the last row. */
  let words = 0
  for (const [index, whole] of lines.entries()) {
    if (whole.trim() !== '') unknown.lines++
    const line = whole.slice(0, 1000).trimEnd()
    const latency = LATENCY.exec(line)?.[1]
    const body = line.replace(LATENCY, '')
    if (/^\s*r\s+b\s+swpd\s/.test(body)) {
      // vmstat repeats its header and nothing else
      if (!first && words > 0)
        throw new InputError({
          path,
          line: index + 1,
          expected: 'one output of vmstat',
          found: `another one, behind the words in line ${words}`,
          remedy: 'give each a file of its own',
        })
      columns = body
        .trim()
        .split(/\s+/)
        .filter((name) => /^[a-z]{1,6}$/.test(name))
      continue
    }
    if (columns === null || !/^\s*\d+\s+\d+\s+\d+\s/.test(body)) {
      if (body.trim() !== '' && !/^\s*(?:procs|--procs)\b.*-/.test(body)) {
        noteUnknown(unknown, body, index + 1)
        words = index + 1
      }
      continue
    }
    words = 0
    const stamp = STAMP.exec(body)
    const cells = body.replace(STAMP, '').trim().split(/\s+/)
    if (cells.length !== columns.length)
      throw new InputError({
        path,
        line: index + 1,
        expected: `${columns.length} columns`,
        found: String(cells.length),
        remedy: 'copy the output as vmstat wrote it',
      })
    const at = latency === undefined ? (stamp === null ? null : timeOf(stamp)) : Number(latency)
    if (!first) {
      const length = at === null || last === null ? null : at - last
      if (length === null) timed = false
      const time = length !== null && length > 0 ? length : 1
      for (const name of ['si', 'so'] as const)
        sums[name] += Number(cells[columns.indexOf(name)] ?? Number.NaN) * time
      seconds += time
      rows++
    }
    first = false
    last = at
  }
  if (rows === 0 || !Number.isFinite(sums.si + sums.so)) return null
  const pages = (kibibytes: number) => Math.round(kibibytes / ASSUMED_PAGE_KIB)
  const counts = new Map([
    ['pswpin', pages(sums.si)],
    ['pswpout', pages(sums.so)],
  ])
  return { counts, seconds, rows, timed, unknown }
}

const timeOf = ([, year, month, day, hour, minute, second]: RegExpExecArray) =>
  Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000
