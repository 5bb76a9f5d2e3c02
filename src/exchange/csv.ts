import type { Report } from '../model/report.js'
import { cell } from './csv-cell.js'
import { comparisonsTable, runsTable } from './report-tables.js'
import type { Table } from './table.js'

export function csv({ columns, cells }: Table): string {
  const rows = (cells[0] ?? []).map((_, row) => cells.map((column) => cell(column[row] ?? null)).join(','))
  return [columns.map(({ name }) => name).join(','), ...rows].map((row) => `${row}\r\n`).join('')
}

/** One row for each run and metric: the raw values behind every comparison. */
export const renderRunsCsv = (report: Report): string => csv(runsTable.make(report))

/** One row for each metric: medians, effect, interval, test, verdict. */
export const renderComparisonsCsv = (report: Report): string => csv(comparisonsTable.make(report))
