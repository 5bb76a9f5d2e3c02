import type { PublishedReport } from '../model/report.js'

export interface FormOptions {
  /** HTML without the script that brings the figures to life. */
  static?: boolean
}

export type OutputFormat = 'comment' | 'csv' | 'html' | 'json' | 'lkp' | 'md' | 'txt'

type Form = (report: PublishedReport, options: FormOptions) => Promise<[name: string, content: string][]>

let last: Promise<unknown> = Promise.resolve()

/** Loads one after the other, also where several reports are written at once: loaders in which two imports meet half way may fail. */
function inTurn<T>(load: () => Promise<T>): Promise<T> {
  const own = last.then(load)
  last = own.catch(() => {})
  return own
}

/** The files of each form of a report, made from the report alone; what draws charts is loaded when they are drawn. */
export const OUTPUT_FORMATS: Readonly<Record<OutputFormat, Form>> = {
  async comment(report) {
    const { renderComment } = await import('./comment.js')
    return [['report.comment.md', renderComment(report)]]
  },
  async csv(report) {
    const { renderComparisonsCsv, renderRunsCsv } = await inTurn(() => import('./csv.js'))
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
  async lkp(report) {
    const { renderLkp } = await inTurn(() => import('./lkp.js'))
    return [['report.lkp.txt', renderLkp(report)]]
  },
  async md(report) {
    const { renderMarkdown } = await inTurn(() => import('./markdown.js'))
    const { figureFiles } = await inTurn(() => import('./markdown-figures.js'))
    return [['report.md', renderMarkdown(report)], ...(await figureFiles(report))]
  },
  async txt(report) {
    const { renderText } = await inTurn(() => import('./text.js'))
    return [['report.txt', renderText(report)]]
  },
}
