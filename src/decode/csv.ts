import { InputError } from '../base/input-error.js'

export interface CsvRow {
  cells: string[]
  /** Of the first of its lines, from 1. */
  line: number
}

const TITLES = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab' } as const
const MAX_ROWS = 1_000_000
const MAX_CELL = 10_000

/** What stands between cells; spreadsheets write a semicolon where the comma is the decimal sign. */
export type Separator = ',' | ';' | '\t'

/**
 * The rows of a CSV text as RFC 4180 has them, or with another separator: quotes around cells with separators, quotes (doubled) or newlines
 * in them. Lines end in LF or CRLF; empty lines are left out.
 * @throws InputError for a quote in the middle of a cell or without its end, and beyond a million rows or 10,000 bytes in a cell.
 */
export function csvRows(text: string, path: string, separator: Separator = ','): CsvRow[] {
  const rows: CsvRow[] = []
  let [at, line] = [text.startsWith('\ufeff') ? 1 : 0, 1]
  const fail = (expected: string, found: string) =>
    new InputError({ path, line, expected, found, remedy: 'write the table as RFC 4180 has it' })
  while (at < text.length) {
    const row: CsvRow = { cells: [], line }
    for (;;) {
      const quoted = text[at] === '"'
      const end = quoted ? closingQuote(text, at) : endOfCell(text, at, separator)
      if (end === -1) throw fail('a quote that closes the cell', 'none')
      const cell = quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end)
      if (cell.length > MAX_CELL) throw fail(`at most ${MAX_CELL} characters in a cell`, 'more')
      if (!quoted && cell.includes('"'))
        throw fail('quotes around a whole cell', JSON.stringify(cell.slice(0, 60)))
      line += quoted ? cell.split('\n').length - 1 : 0
      row.cells.push(cell)
      at = quoted ? end + 1 : end
      if (text[at] !== separator) break
      at++
    }
    if (text.startsWith('\r\n', at)) at++
    if (at < text.length && text[at] !== '\n')
      throw fail(`${TITLES[separator]} or the end of the line behind a quote`, 'other text')
    at++
    line++
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row)
    if (rows.length > MAX_ROWS) throw fail(`at most ${MAX_ROWS} rows`, 'more')
  }
  return rows
}

/** The quote that ends the cell which begins at one; -1 where there is none. */
function closingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start + 1)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

function endOfCell(text: string, start: number, separator: Separator): number {
  let at = start
  while (at < text.length && text[at] !== separator && text[at] !== '\n') at++
  return text[at - 1] === '\r' && text[at] !== separator && at > start ? at - 1 : at
}
