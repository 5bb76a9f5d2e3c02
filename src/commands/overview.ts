import { dirname, join, relative, resolve, sep } from 'node:path'
import { InputError, InputErrors } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { csv } from '../exchange/csv.js'
import { indexTable } from '../exchange/index-table.js'
import { type Entry, entryOf, sorted } from '../render/overview.js'
import { renderOverviewHtml } from '../render/overview-html.js'
import { renderOverviewMarkdown } from '../render/overview-markdown.js'
import { EXIT, type Io } from './io.js'
import { whileLocked } from './output-lock.js'
import { readReport } from './render.js'
import { isFile, reportsAt } from './reports-at.js'
import { writeFiles } from './write-report.js'

/** Makes one page of several reports. What cannot be read is said there and on standard error, and the others are shown. */
export async function overview(
  paths: readonly string[],
  options: { output?: string; quiet?: boolean },
  io: Io,
): Promise<number> {
  const reports = await reportsAmong(paths)
  const directory = options.output ?? '.'
  const { written, broken } = await whileLocked(directory, () => writeOverview(reports, directory))
  for (const error of broken) io.stderr.write(`${printable(error.toLine(), 2000)}\n`)
  if (options.quiet !== true) for (const file of written) io.stdout.write(`${printable(file, 1000)}\n`)
  return broken.length > 0 ? EXIT.input : EXIT.ok
}

/** The reports that paths name, each once, in their order. */
export async function reportsAmong(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) found.push(...(await reportsAt(path)))
  return [...new Set(found.map((path) => resolve(path)))]
}

/**
 * Writes index.html, index.md and index.csv of the reports into the directory.
 * @throws InputErrors where none of the reports can be read
 */
export async function writeOverview(
  reports: readonly string[],
  directory: string,
): Promise<{ written: string[]; broken: InputError[] }> {
  const entries: Entry[] = []
  const broken: InputError[] = []
  for (const path of reports) {
    const beside = async (name: string) => {
      const file = join(dirname(path), name)
      return (await isFile(file)) ? addressOf(relative(directory, file)) : null
    }
    try {
      const report = await readReport(path)
      entries.push(entryOf(report, await beside('report.html'), await beside('report.md')))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      broken.push(error)
    }
  }
  if (entries.length === 0) throw new InputErrors(broken)
  // the place of a report is known to who made the page, and tells nothing to others
  const lines = broken.map((error) => error.toLine().replace(error.path, shown(directory, error.path)))
  const written = await writeFiles(directory, [
    ['index.html', renderOverviewHtml(entries, lines)],
    ['index.md', renderOverviewMarkdown(entries, lines)],
    ['index.csv', csv(indexTable.make(rowsOf(sorted(entries))))],
  ])
  return { written, broken }
}

const shown = (directory: string, path: string) => relative(resolve(directory), path)

const rowsOf = (entries: readonly Entry[]) =>
  entries.flatMap(({ id: experiment, html, kernel, machine, workload, metrics }) =>
    metrics.map(({ id: metric, unit, family, verdict, effect }) => ({
      experiment,
      report: html,
      kernel,
      machine,
      workload,
      metric,
      unit,
      family,
      verdict,
      effect,
    })),
  )

/** A relative path as a relative address, whatever characters are in it. */
function addressOf(path: string): string {
  return path
    .split(sep)
    .map((part) => encodeURIComponent(part).replace(/[()'*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`))
    .join('/')
}
