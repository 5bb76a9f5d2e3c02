import { FORMULA } from '../base/formula.js'
import { printable } from '../base/printable.js'
import type { Report } from '../model/report.js'
import { comparisonsTable, runsTable } from './report-tables.js'
import type { Cell, Table } from './table.js'

/**
 * RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe in front, which `analyze` takes off again, and what a
 * terminal would obey becomes visible.
 */
function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = value
    .split('\n')
    .map((line) => printable(line, 4000))
    .join('\n')
  const safe = FORMULA.test(value) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csv({ columns, cells }: Table): string {
  const rows = (cells[0] ?? []).map((_, row) => cells.map((column) => cell(column[row] ?? null)).join(','))
  return [columns.map(({ name }) => name).join(','), ...rows].map((row) => `${row}\r\n`).join('')
}

/** One row for each run and metric: the raw values behind every comparison. */
export const renderRunsCsv = (report: Report): string => csv(runsTable.make(report))

/** One row for each metric: medians, effect, interval, test, verdict. */
export const renderComparisonsCsv = (report: Report): string => csv(comparisonsTable.make(report))
