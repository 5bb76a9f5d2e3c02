import type { PublishedReport } from '../model/report.js'

export interface FormOptions {
  /** HTML without the script that brings the figures to life. */
  static?: boolean
}

export type OutputFormat = 'comment' | 'csv' | 'html' | 'json' | 'lkp' | 'md' | 'txt'

type Form = (report: PublishedReport, options: FormOptions) => Promise<[name: string, content: string][]>

/** The files of each form of a report, made from the report alone; what draws charts is loaded when they are drawn. */
export const OUTPUT_FORMATS: Readonly<Record<OutputFormat, Form>> = {
  async comment(report) {
    const { renderComment } = await import('./comment.js')
    return [['report.comment.md', renderComment(report)]]
  },
  async csv(report) {
    const { renderComparisonsCsv, renderRunsCsv } = await import('./csv.js')
    return [
      ['comparisons.csv', renderComparisonsCsv(report)],
      ['runs.csv', renderRunsCsv(report)],
    ]
  },
  async html(report, options) {
    const { renderHtml } = await import('./html.js')
    return [['report.html', await renderHtml(report, options)]]
  },
  async json(report) {
    const { renderJson } = await import('./json.js')
    return [['report.json', renderJson(report)]]
  },
  async lkp(report) {
    const { renderLkp } = await import('./lkp.js')
    return [['report.lkp.txt', renderLkp(report)]]
  },
  async md(report) {
    const { renderMarkdown } = await import('./markdown.js')
    const { figureFiles } = await import('./markdown-figures.js')
    return [['report.md', renderMarkdown(report)], ...(await figureFiles(report))]
  },
  async txt(report) {
    const { renderText } = await import('./text.js')
    return [['report.txt', renderText(report)]]
  },
}
