import type { Report } from '../model/report.js'
import { renderComparisonsCsv, renderRunsCsv } from './csv.js'
import { renderHtml } from './html.js'
import { renderJson } from './json.js'
import { renderLkp } from './lkp.js'
import { renderMarkdown } from './markdown.js'
import { figureFiles } from './markdown-figures.js'
import { renderText } from './text.js'

export interface FormOptions {
  /** HTML without the script that brings the figures to life. */
  static?: boolean
}

type Form = (report: Report, options: FormOptions) => Promise<[name: string, content: string][]>

/** The files of each form of a report, made from the report alone. */
export const OUTPUT_FORMATS: Readonly<Record<string, Form>> = {
  csv: async (report) => [
    ['comparisons.csv', renderComparisonsCsv(report)],
    ['runs.csv', renderRunsCsv(report)],
  ],
  html: async (report, options) => [['report.html', await renderHtml(report, options)]],
  json: async (report) => [['report.json', renderJson(report)]],
  lkp: async (report) => [['report.lkp.txt', renderLkp(report)]],
  md: async (report) => [['report.md', renderMarkdown(report)], ...(await figureFiles(report))],
  txt: async (report) => [['report.txt', renderText(report)]],
}
