import { readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import type { Entry } from '../render/overview.js'
import { renderOverviewHtml } from '../render/overview-html.js'
import { renderOverviewMarkdown } from '../render/overview-markdown.js'
import { EXIT, type Io } from './io.js'
import { whileLocked } from './output-lock.js'
import { readReport } from './render.js'
import { writeFiles } from './write-report.js'

const MAX_REPORTS = 500

/** Makes one page of several reports. */
export async function overview(
  paths: readonly string[],
  options: { output?: string; quiet?: boolean },
  io: Io,
): Promise<number> {
  const found: string[] = []
  for (const path of paths) found.push(...(await reportsAt(path)))
  const reports = [...new Set(found.map((path) => resolve(path)))]
  if (reports.length > MAX_REPORTS)
    throw new InputError({
      path: 'index',
      expected: `at most ${MAX_REPORTS} reports`,
      found: `${reports.length}`,
      remedy: 'give fewer',
    })
  const directory = options.output ?? '.'
  const written = await whileLocked(directory, () => writeOverview(reports, directory))
  if (options.quiet !== true) for (const file of written) io.stdout.write(`${printable(file, 1000)}\n`)
  return EXIT.ok
}

/** Writes index.html and index.md of the reports into the directory. */
export async function writeOverview(reports: readonly string[], directory: string): Promise<string[]> {
  const entries: Entry[] = []
  for (const path of reports) {
    const beside = async (name: string) => {
      const file = join(dirname(path), name)
      return (await isFile(file)) ? addressOf(relative(directory, file)) : null
    }
    entries.push({
      report: await readReport(path),
      html: await beside('report.html'),
      md: await beside('report.md'),
    })
  }
  return writeFiles(directory, [
    ['index.html', renderOverviewHtml(entries)],
    ['index.md', renderOverviewMarkdown(entries)],
  ])
}

/** A relative path as a relative address, whatever characters are in it. */
function addressOf(path: string): string {
  return path
    .split(sep)
    .map((part) => encodeURIComponent(part).replace(/[()'*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`))
    .join('/')
}

const isFile = (path: string) =>
  stat(path).then(
    (one) => one.isFile(),
    () => false,
  )

/** A report.json itself, the one in a directory, or those in its directories. */
async function reportsAt(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => null)
  if (info?.isFile() === true) return [path]
  if (info?.isDirectory() === true) {
    if (await isFile(join(path, 'report.json'))) return [join(path, 'report.json')]
    const inside = (await readdir(path)).sort().map((name) => join(path, name, 'report.json'))
    const reports: string[] = []
    for (const one of inside) if (await isFile(one)) reports.push(one)
    if (reports.length > 0) return reports
  }
  throw new InputError({
    path,
    expected: 'a report.json, or a directory with reports',
    found: info === null ? 'nothing' : 'neither',
    remedy: 'give what analyze wrote',
  })
}
