import type { Table } from '../exchange/table.js'
import type { PublishedReport } from '../model/report.js'

export interface FormOptions {
  /** HTML without the script that brings the figures to life. */
  static?: boolean
}

/** With what only the files of an experiment have: tables of what was recorded, for the formats of tables. */
export interface RecordedOptions extends FormOptions {
  recorded?: () => Promise<readonly Table[]>
}

/** Formats whose files are bytes, not text. */
export type BinaryFormat = 'arrow' | 'parquet'
export type OutputFormat =
  | BinaryFormat
  | 'benchstat'
  | 'bmf'
  | 'comment'
  | 'csv'
  | 'html'
  | 'json'
  | 'junit'
  | 'lkp'
  | 'md'
  | 'txt'

export type FormContent<Format extends OutputFormat> = Format extends BinaryFormat ? Uint8Array : string
type Form<Format extends OutputFormat> = (
  report: PublishedReport,
  options: RecordedOptions,
) => Promise<[name: string, content: FormContent<Format>][]>

let last: Promise<unknown> = Promise.resolve()

/** Loads one after the other, also where several reports are written at once: loaders in which two imports meet half way may fail. */
function inTurn<T>(load: () => Promise<T>): Promise<T> {
  const own = last.then(load)
  last = own.catch(() => {})
  return own
}

/** The files of each form of a report, made from the report alone; what draws charts is loaded when they are drawn. */
export const OUTPUT_FORMATS: { readonly [Format in OutputFormat]: Form<Format> } = {
  async arrow(report, options) {
    const { arrowFile } = await inTurn(() => import('../exchange/arrow.js'))
    return tableFiles(report, options, 'arrow', arrowFile)
  },
  async benchstat(report) {
    const { benchstatFiles } = await inTurn(() => import('../exchange/benchstat.js'))
    return benchstatFiles(report)
  },
  async bmf(report) {
    const { renderBmf } = await inTurn(() => import('../exchange/bmf.js'))
    return [['report.bmf.json', renderBmf(report)]]
  },
  async comment(report) {
    const { renderComment } = await import('./comment.js')
    return [['report.comment.md', renderComment(report)]]
  },
  async csv(report) {
    const { renderComparisonsCsv, renderRunsCsv } = await inTurn(() => import('../exchange/csv.js'))
    return [
      ['comparisons.csv', renderComparisonsCsv(report)],
      ['runs.csv', renderRunsCsv(report)],
    ]
  },
  async html(report, options) {
    const { renderHtml } = await inTurn(() => import('./html.js'))
    return [['report.html', await renderHtml(report, options)]]
  },
  async json(report) {
    const { renderJson } = await inTurn(() => import('./json.js'))
    return [['report.json', renderJson(report)]]
  },
  async junit(report) {
    const { renderReportJunit } = await inTurn(() => import('./report-junit.js'))
    return [['report.junit.xml', renderReportJunit(report)]]
  },
  async lkp(report) {
    const { renderLkp } = await inTurn(() => import('../exchange/lkp.js'))
    return [['report.lkp.txt', renderLkp(report)]]
  },
  async md(report) {
    const { renderMarkdown } = await inTurn(() => import('./markdown.js'))
    const { figureFiles } = await inTurn(() => import('./markdown-figures.js'))
    return [['report.md', renderMarkdown(report)], ...(await figureFiles(report))]
  },
  async parquet(report, options) {
    const { parquetFile } = await inTurn(() => import('../exchange/parquet.js'))
    return tableFiles(report, options, 'parquet', parquetFile)
  },
  async txt(report) {
    const { renderText } = await inTurn(() => import('./text.js'))
    return [['report.txt', renderText(report)]]
  },
}

/** A file for each table of the report, and of what was recorded where that is at hand. */
async function tableFiles(
  report: PublishedReport,
  { recorded }: RecordedOptions,
  end: BinaryFormat,
  make: (table: Table) => Uint8Array,
): Promise<[name: string, content: Uint8Array][]> {
  const { REPORT_TABLES } = await inTurn(() => import('../exchange/report-tables.js'))
  const tables = [...REPORT_TABLES.map((table) => table.make(report)), ...((await recorded?.()) ?? [])]
  return tables.map((table) => [`${table.id}.${end}`, make(table)])
}
