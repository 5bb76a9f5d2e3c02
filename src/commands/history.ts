import { basename, dirname, relative, resolve } from 'node:path'
import { InputError, InputErrors } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import type { History } from '../model/history.js'
import type { PublishedReport } from '../model/report.js'
import { historyOf } from '../report/history.js'
import { changeSentences, historyFacts, metricSentences, summarySentences } from '../report/history-text.js'
import { poolRefusal } from '../report/pool-refusal.js'
import { comparisonsAlone } from './comparisons-alone.js'
import { EXIT, type Io } from './io.js'
import { whileLocked } from './output-lock.js'
import { reportsAmong } from './overview.js'
import { readReport } from './render.js'
import { writeFiles } from './write-report.js'

export interface HistoryOptions {
  by?: string
  output?: string
  json?: boolean
  quiet?: boolean
}

/** The reports of one workload over time or over kernels, with change points. What cannot be read is said, and the others are shown. */
export async function history(paths: readonly string[], options: HistoryOptions, io: Io): Promise<number> {
  const order = orderOf(options.by)
  const places = await reportsAmong(paths)
  const { read, broken } = await readAll(places)
  if (read.length === 0) throw new InputErrors(broken)
  const refusal = poolRefusal(read.map(({ report }) => report))
  if (refusal !== null)
    throw new InputError({
      path: read[refusal.index]?.path ?? 'history',
      expected: refusal.expected,
      found: refusal.found,
      remedy: 'give reports of one workload and one pair of conditions, each once',
    })
  // the place of a report is known to who made the page, and tells nothing to others
  const names = namesOf(places)
  const answer = historyOf(
    read.map(({ path, report }) => ({ name: names(path), report })),
    order,
    broken.map((error) => ({
      report: names(error.path),
      reason: `expected ${error.expected}, found ${error.found}`,
    })),
  )
  if (answer.reports.length === 0)
    throw new InputError({
      path: read[0]?.path ?? 'history',
      expected:
        order === 'time' ? 'a report that tells when it was recorded' : 'a report that tells its kernel',
      found: `none in ${read.length}`,
      remedy: order === 'time' ? 'order them with --by kernel' : 'order them by time',
    })
  for (const error of broken) io.stderr.write(`${printable(error.toLine(), 2000)}\n`)
  if (options.json === true) io.stdout.write(stableJson(answer))
  else if (options.quiet !== true) io.stdout.write(textOf(answer))
  if (options.output !== undefined) await write(answer, options.output, options, io)
  return broken.length > 0 ? EXIT.input : EXIT.ok
}

function orderOf(by: string | undefined): History['order'] {
  if (by === undefined || by === 'time') return 'time'
  if (by === 'kernel') return 'kernel'
  throw new InputError({
    path: '--by',
    expected: 'time or kernel',
    found: printable(by),
    remedy: 'leave it out, or write --by kernel',
  })
}

async function readAll(places: readonly string[]) {
  const read: { path: string; report: PublishedReport }[] = []
  const broken: InputError[] = []
  for (const path of places) {
    try {
      read.push({ path, report: comparisonsAlone(await readReport(path)) })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      broken.push(error)
    }
  }
  return { read, broken }
}

/** Paths below what all of them have in common. */
function namesOf(places: readonly string[]): (path: string) => string {
  let common = dirname(places[0] ?? '')
  while (!places.every((path) => path.startsWith(`${common}/`)) && common !== dirname(common))
    common = dirname(common)
  return (path) => relative(common, resolve(path)) || basename(path)
}

/** For a terminal: the facts, then for each metric its changes. */
function textOf(answer: History): string {
  const line = (text: string, indent = '') => `${indent}${printable(text, 2000)}\n`
  return [
    line(historyFacts(answer).join(' · ')),
    ...summarySentences(answer).map((one) => line(one)),
    ...answer.left.map(({ report, reason }) => line(`Not shown: ${report}: ${reason}.`)),
    ...answer.notes.map((note) => line(note)),
    ...answer.metrics.flatMap((metric) => [
      line(metricSentences(metric).join(' ')),
      ...metric.changes.map((_, index) => line(changeSentences(answer, metric, index).join(' '), '  ')),
    ]),
  ].join('')
}

async function write(answer: History, directory: string, options: HistoryOptions, io: Io): Promise<void> {
  const [{ renderHistoryHtml }, { renderHistoryMarkdown }] = [
    await import('../render/history-html.js'),
    await import('../render/history-markdown.js'),
  ]
  const written = await whileLocked(directory, async () =>
    writeFiles(directory, [
      ['history.html', await renderHistoryHtml(answer)],
      ['history.md', renderHistoryMarkdown(answer)],
    ]),
  )
  if (options.quiet !== true && options.json !== true)
    for (const file of written) io.stdout.write(`${printable(file, 1000)}\n`)
}
