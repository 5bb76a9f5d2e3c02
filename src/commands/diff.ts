import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { type DiffOptions, diffOf } from '../gate/diff.js'
import type { Recording } from '../gate/recording.js'
import type { Diff } from '../model/diff.js'
import { renderDiffJson, renderDiffJunit, renderDiffMarkdown, renderDiffText } from '../render/diff.js'
import { EXIT, type Io } from './io.js'
import { whileLocked } from './output-lock.js'
import { readReports } from './render.js'
import { reportsAt } from './reports-at.js'
import { writeFiles } from './write-report.js'

export interface DiffCommandOptions {
  to?: string[]
  effects?: boolean
  metrics?: string
  condition?: string
  maxRegression?: string
  failOn?: string
  output?: string
  json?: boolean
  quiet?: boolean
}

const MAX_REPORTS = 200

/** Says whether new recordings are worse than those of a base, for a gate. */
export async function diff(base: readonly string[], options: DiffCommandOptions, io: Io): Promise<number> {
  const strict = failsOnInconclusive(options.failOn)
  const asked: DiffOptions = {
    question: options.effects === true ? 'effects' : 'levels',
    metrics: options.metrics?.split(',').map((name) => name.trim()) ?? null,
    condition: options.condition ?? null,
    maxRegression: options.maxRegression === undefined ? null : shareOf(options.maxRegression),
  }
  const recordings = [...(await read('base', base)), ...(await read('new', options.to ?? []))]
  const found = diffOf(recordings, asked)
  if (options.output !== undefined) {
    const directory = options.output
    const written = await whileLocked(directory, () =>
      writeFiles(directory, [
        ['diff.json', renderDiffJson(found)],
        ['diff.md', renderDiffMarkdown(found)],
        ['diff.junit.xml', renderDiffJunit(found, strict)],
      ]),
    )
    if (options.quiet !== true && options.json !== true)
      for (const file of written) io.stderr.write(`${printable(file, 1000)}\n`)
  }
  if (options.json === true) io.stdout.write(renderDiffJson(found))
  else if (options.quiet !== true) io.stdout.write(renderDiffText(found))
  return exitCode(found, strict)
}

function exitCode({ outcome }: Diff, strict: boolean): number {
  if (outcome === 'pass') return EXIT.ok
  return outcome === 'fail' || strict ? EXIT.regressed : EXIT.cannotTell
}

async function read(side: Recording['side'], paths: readonly string[]): Promise<Recording[]> {
  const files: string[] = []
  for (const path of paths) files.push(...(await reportsAt(path)))
  if (files.length > MAX_REPORTS)
    throw new InputError({
      path: 'diff',
      expected: `at most ${MAX_REPORTS} reports on a side`,
      found: `${files.length}`,
      remedy: 'give fewer',
    })
  return readReports(files, (report, path) => ({ path, side, report }))
}

function failsOnInconclusive(text: string | undefined): boolean {
  if (text === undefined || text === 'regression') return false
  if (text === 'inconclusive') return true
  throw new InputError({
    path: '--fail-on',
    expected: 'regression or inconclusive',
    found: printable(text),
    remedy: 'leave it out, or write --fail-on inconclusive',
  })
}

function shareOf(text: string): number {
  const value = /^\d{1,3}(?:\.\d{1,6})?%?$/.test(text.trim()) ? Number.parseFloat(text) : Number.NaN
  if (value > 0 && value <= 90) return value / 100
  throw new InputError({
    path: '--max-regression',
    expected: 'a percentage above 0, up to 90',
    found: printable(text),
    remedy: 'write for example --max-regression 5%',
  })
}
