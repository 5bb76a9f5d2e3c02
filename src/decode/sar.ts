import { InputError } from '../base/input-error.js'
import { type LineNotes, lineNotes, noteLine } from '../ingest/line-notes.js'

/** Counts over a time that a program has already divided by it. */
export interface CountsOverTime {
  /** By the name in /proc/vmstat. */
  counts: Map<string, number>
  seconds: number
  rows: number
  /** Lines that are neither of a table nor of what stands around it; lines are those that are not blank. */
  unknown: LineNotes & { first: string; lines: number }
  /** Counters of tables that cover less than another, with their seconds: they are of another time, and are not in the counts. */
  shorter?: Map<string, number>
}

/**
 * Columns of sar -B and -W by the counter of /proc/vmstat that they are made of. pgsteal/s is excluded: some versions of sysstat
 * count it twice (https://github.com/sysstat/sysstat/issues/415).
 */
const COLUMNS: Readonly<Record<string, string>> = {
  'pgpgin/s': 'pgpgin',
  'pgpgout/s': 'pgpgout',
  'fault/s': 'pgfault',
  'majflt/s': 'pgmajfault',
  'pgfree/s': 'pgfree',
  'pgscank/s': 'pgscan_kswapd',
  'pgscand/s': 'pgscan_direct',
  'pswpin/s': 'pswpin',
  'pswpout/s': 'pswpout',
}
const DAY = 86_400
const TIME = /^(\d{1,2})[:.](\d{2})[:.](\d{2})(?: ?([AP])\.?M\.?)?\s+(.*)$/i

/** `Linux 6.1.0-37-amd64 (host) 11/27/26 _x86_64_ (2 CPU)` and averages of the whole, whose word depends on the locale. */
const AROUND =
  /^(?:[A-Z]\S{0,20} \d+\.\d\S{0,80} \(.{0,80}\)|\p{L}[\p{L}. ]{0,30}:\s(?:.*[%/]|\s*(?:\S{1,40}\s+)?[-\d.,\s]+$))/u

const HEAD = /^Linux \d\S{0,80} \(.{0,80}\)\s.*CPU\)/

export const unknownLines = (): CountsOverTime['unknown'] => ({ ...lineNotes(), first: '', lines: 0 })

export function noteUnknown(unknown: CountsOverTime['unknown'], line: string, number: number): void {
  if (unknown.count === 0) unknown.first = line
  noteLine(unknown, number)
}

/**
 * The text of sar -B, sar -W or both, in any locale: each row holds averages since the time of the row before it, or of its
 * header. Averages of the whole at the end are not read. Null where no such table is in it.
 * @throws InputError for a row that has another number of columns than its header, where the machine was started again, and where a
 * second output of the same tables begins.
 */
export function readSar(lines: readonly string[], path: string): CountsOverTime | null {
  const counts = new Map<string, number>()
  const lengths = new Map<string, number>()
  let table: { columns: string[]; at: number } | null = null
  let rows = 0
  const unknown = unknownLines()
  /** Counters of the tables under a head of sar's. */
  const under = new Map<string, number>()
  let head = 0
  for (const [index, line] of lines.entries()) {
    const fail = (expected: string, found: string, remedy: string) =>
      new InputError({ path, line: index + 1, expected, found, remedy })
    if (/LINUX RESTART/.test(line))
      throw fail('the log of one boot', 'a restart', 'give sar the times with -s and -e, on one side of it')
    const match = TIME.exec(line.slice(0, 1000).trimEnd())
    if (line.trim() !== '') unknown.lines++
    if (match === null) {
      if (HEAD.test(line)) head = index + 1
      if (line.trim() !== '' && !AROUND.test(line.slice(0, 1000))) noteUnknown(unknown, line, index + 1)
      continue
    }
    const at = secondOfDay(match)
    const cells = (match[5] as string).split(/\s+/)
    if (cells.some((cell) => /^[%a-z_-]+(?:\/s)?$/i.test(cell))) {
      // sar puts a blank line before each header: words between the rows of a table are none
      const between = table !== null && (lines[index - 1] ?? '').trim() !== ''
      if (between && !cells.some((cell) => /[%/]/.test(cell))) {
        noteUnknown(unknown, line, index + 1)
        continue
      }
      table = cells.some((cell) => Object.hasOwn(COLUMNS, cell)) ? { columns: cells, at } : null
      for (const cell of table === null ? [] : cells) {
        if ((under.get(cell) ?? head) !== head)
          throw fail(
            'one output of sar',
            `another one, whose head is line ${head}`,
            'give each a file of its own',
          )
        under.set(cell, head)
      }
      continue
    }
    if (table === null) continue
    if (cells.length !== table.columns.length)
      throw fail(`${table.columns.length} columns`, String(cells.length), 'copy the output as sar wrote it')
    const seconds = at - table.at + (at < table.at ? DAY : 0)
    const own = table.columns.filter((column) => Object.hasOwn(COLUMNS, column))
    for (const column of own) {
      const rate = Number((cells[table.columns.indexOf(column)] ?? '').replace(',', '.'))
      if (!Number.isFinite(rate)) throw fail('a number', JSON.stringify(line.slice(0, 60)), 'copy it again')
      const counter = COLUMNS[column] as string
      // rates have two decimals: the count that they were made of is a whole number
      counts.set(counter, (counts.get(counter) ?? 0) + Math.round(rate * seconds))
      lengths.set(counter, (lengths.get(counter) ?? 0) + seconds)
    }
    table = { ...table, at }
    rows++
  }
  const seconds = Math.max(0, ...lengths.values())
  if (rows === 0 || seconds === 0) return null
  // what two programs wrote may be a second apart, which is much of a short time
  const shorter = new Map([...lengths].filter(([, length]) => seconds - length > Math.min(1, seconds / 10)))
  for (const counter of shorter.keys()) counts.delete(counter)
  return { counts, seconds, rows, unknown, shorter }
}

function secondOfDay([, hours, minutes, seconds, half]: RegExpExecArray): number {
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0)
  return hour * 3600 + Number(minutes) * 60 + Number(seconds)
}
