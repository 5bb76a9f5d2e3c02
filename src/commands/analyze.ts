import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { type BareOptions, loadBare, type OnProgress } from '../experiment/bare.js'
import type { Phase } from '../experiment/copy-order.js'
import { loadDirectory } from '../experiment/directory.js'
import type { Experiment } from '../experiment/experiment.js'
import { type Harness, namesOf, runsOf } from '../experiment/harness.js'
import { loadReduced } from '../experiment/reduced.js'
import { isLength } from '../experiment/run-length.js'
import type { Reading } from '../experiment/run-reader.js'
import { isTable, loadTable } from '../experiment/table.js'
import { renderJson } from '../render/json.js'
import type { OutputFormat } from '../render/output-formats.js'
import { assumedOfPrimary } from '../report/evidence-sentences.js'
import { UNREDACTED, type Unredacted } from '../report/publishable.js'
import { buildPublishable } from '../report/report.js'
import { EXIT, type Io } from './io.js'
import { bothNamed } from './named-traces.js'
import { refuseNothingMeasured } from './nothing-measured.js'
import { whileLocked } from './output-lock.js'
import { writeOverview } from './overview.js'
import { refuseInside } from './refuse-inside.js'
import { spooled } from './spooled.js'
import { type ReadingOptions, withRunReader } from './with-run-reader.js'
import { checkWorkloadFormat } from './workload-format.js'
import { outputFormats, writeReport } from './write-report.js'

export interface AnalyzeOptions extends ReadingOptions {
  off?: string[]
  on?: string[]
  baseline?: string[]
  treatment?: string[]
  before?: string[]
  after?: string[]
  seconds?: string
  workloadFormat?: string
  mmtests?: string[]
  lkp?: string[]
  output?: string
  to?: string
  keep?: string
  json?: boolean
  quiet?: boolean
  strict?: boolean
  static?: boolean
  /** The output directory may hold the report of another experiment, which is replaced. */
  force?: boolean
}

/**
 * Reads an experiment directory, its runs reduced before, or standalone files, and writes the report; of several experiments also
 * their overview.
 */
export async function analyze(
  experiments: readonly string[],
  options: AnalyzeOptions,
  io: Io,
): Promise<number> {
  const files = await filesAmong(experiments)
  if (files.length > 0 && files.length < experiments.length)
    throw new InputError({
      path: files[0] ?? '',
      expected: 'either experiment directories, or files that "mglru-report reduce" wrote',
      found: 'both',
      remedy: 'reduce the directory, too, or analyze it by itself',
    })
  const reduced = files.length > 0
  if (experiments.length < 2 || reduced) return (await analyzeOne(experiments, reduced, options, io)).code
  if (options.json === true || givesTraces(options))
    throw new InputError({
      path: 'analyze',
      expected: 'one experiment with --json, and none with traces',
      found: `${experiments.length} experiments`,
      remedy: 'leave the option out',
    })
  const parent = options.output ?? 'reports'
  const reports = new Map<string, string>()
  let code: number = EXIT.ok
  for (const path of experiments) {
    const one = await analyzeOne([path], false, { ...options, output: parent }, io, (id) => {
      if (reports.has(id))
        throw new InputError({
          path,
          expected: 'experiments with distinct ids, each of which gets a directory of that name',
          found: `"${id}" again`,
          remedy: 'analyze it apart, with another -o',
        })
      return join(parent, id)
    })
    reports.set(one.id, join(one.directory, 'report.json'))
    code = Math.max(code, one.code)
  }
  if (outputFormats(options.to, ['json']).includes('json')) {
    const { written } = await whileLocked(parent, () => writeOverview([...reports.values()], parent))
    if (options.quiet !== true) for (const path of written) io.stdout.write(`${styleText('dim', path)}\n`)
  }
  return code
}

async function filesAmong(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const info = await stat(path).catch(() => null)
      return info?.isFile() === true ? [path] : []
    }),
  )
  return found.flat()
}

/** `paths` are one experiment directory, files of one experiment that were reduced, or nothing for standalone files. */
async function analyzeOne(
  paths: readonly string[],
  reduced: boolean,
  options: AnalyzeOptions,
  io: Io,
  place?: (id: string) => string,
): Promise<{ code: number; id: string; directory: string }> {
  const [experimentPath] = paths
  const table =
    reduced && paths.length === 1 && experimentPath !== undefined && (await isTable(experimentPath))
  const bare = givesTraces(options) && !table
  if (bare === (experimentPath !== undefined)) {
    throw new InputError({
      path: 'analyze',
      expected: 'either an experiment directory, or --off F... --on F...',
      found: bare ? 'both' : 'neither',
      remedy: 'see mglru-report analyze --help',
    })
  }
  if (options.workloadFormat !== undefined) checkWorkloadFormat(options.workloadFormat, bare)
  const forms = outputFormats(options.to, ['json', 'md', 'html'])
  const keep = keptOf(options.keep)
  const load = () =>
    withRunReader(options, io, (progress, reading) => {
      if (experimentPath === undefined) return loadTraces(options, progress, reading)
      if (table) return loadTable(experimentPath, conditionsNamed(options), reading)
      return reduced ? loadReduced(paths) : loadDirectory(experimentPath, progress, reading)
    })
  const check = (directory: string) =>
    experimentPath === undefined || reduced
      ? Promise.resolve()
      : refuseInside(directory, experimentPath, 'a directory')
  const files = experimentPath === undefined || reduced ? null : experimentPath
  const write = (experiment: Experiment, directory: string) =>
    publish(experiment, files, directory, forms, keep, options, io)
  // a place that is known before anything is read is taken before: of two analyses the second does not read for nothing
  if (place === undefined && options.output !== undefined) {
    const directory = options.output
    await check(directory)
    return whileLocked(directory, async () => write(await load(), directory))
  }
  const experiment = await load()
  const directory = place?.(experiment.id) ?? join('reports', experiment.id)
  await check(directory)
  return whileLocked(directory, () => write(experiment, directory))
}

/**
 * Writes the report of an experiment, and says what it found.
 * @param files the experiment directory; null where only what is kept of it is known
 */
async function publish(
  experiment: Experiment,
  files: string | null,
  directory: string,
  forms: readonly OutputFormat[],
  keep: readonly Unredacted[],
  options: AnalyzeOptions,
  io: Io,
): Promise<{ code: number; id: string; directory: string }> {
  const { report, text } = buildPublishable(experiment, keep)
  refuseNothingMeasured(experiment, report)
  const written = await writeReport(report, directory, forms, {
    static: options.static === true,
    force: options.force === true,
    replace: true,
    async recorded() {
      const { recordedTables } = await import('../exchange/recorded-tables.js')
      return recordedTables({ directory: files, experiment }, text)
    },
  })
  if (options.json === true) io.stdout.write(renderJson(report))
  else if (options.quiet !== true) {
    for (const finding of report.findings) io.stdout.write(`${printable(finding, 1000)}\n`)
    const notices =
      report.checks.filter(({ outcome }) => outcome === 'caution').length + report.warnings.length
    if (notices > 0)
      io.stdout.write(
        `${notices} ${notices === 1 ? 'warning' : 'warnings'}: see "Validity checks" in the report\n`,
      )
    for (const path of written) io.stdout.write(`${styleText('dim', path)}\n`)
  }
  const unsound =
    report.checks.some(({ outcome }) => outcome === 'invalidates') ||
    assumedOfPrimary(report.assumed, report.comparisons).length > 0
  const code = options.strict === true && unsound ? EXIT.unsound : EXIT.ok
  return { code, id: experiment.id, directory }
}

/** The conditions of a table, which --baseline and --treatment name without a file. */
function conditionsNamed({ off, on, baseline, treatment }: AnalyzeOptions): [string, string] | null {
  if (off !== undefined || on !== undefined)
    throw new InputError({
      path: 'analyze',
      expected: 'a table of runs, which has the conditions of its own',
      found: 'files of runs, too',
      remedy: 'leave --off and --on out',
    })
  if (baseline === undefined && treatment === undefined) return null
  const [a, b] = bothNamed(baseline ?? [], treatment ?? [])
  return [a.name, b.name]
}

const givesTraces = ({ off, on, baseline, treatment, mmtests, lkp }: AnalyzeOptions) =>
  [off, on, baseline, treatment, mmtests, lkp].some((one) => one !== undefined)

/** Both directories of a harness, each with its runs. */
async function loadHarness(
  harness: Harness,
  roots: readonly string[],
  { off, on, baseline, treatment }: AnalyzeOptions,
  load: (off: readonly string[], on: readonly string[], labels: [string, string]) => Promise<Experiment>,
): Promise<Experiment> {
  const [base, fresh, ...more] = roots
  const other = [off, on, baseline, treatment].some((one) => one !== undefined)
  if (base === undefined || fresh === undefined || more.length > 0 || other)
    throw new InputError({
      path: `--${harness}`,
      expected: 'two directories of results, the baseline first, and no other files',
      found: other ? 'other files, too' : String(roots.length),
      remedy: `as in: mglru-report analyze --${harness} BASE --${harness} NEW`,
    })
  return load(await runsOf(harness, base), await runsOf(harness, fresh), namesOf([base, fresh]))
}

async function loadTraces(
  given: AnalyzeOptions,
  progress: OnProgress,
  reading: Reading,
): Promise<Experiment> {
  const { off, on, baseline, treatment, before, after, seconds, workloadFormat = null } = given
  if (seconds !== undefined && !isLength(seconds))
    throw new InputError({
      path: '--seconds',
      expected: 'the length of every run in seconds, such as 300',
      found: `"${seconds}"`,
      remedy: 'give one number',
    })
  const options: BareOptions = {
    workloadFormat,
    phases: new Map([
      ...(before ?? []).map((path): [string, Phase] => [path, 'before']),
      ...(after ?? []).map((path): [string, Phase] => [path, 'after']),
    ]),
    length: seconds === undefined ? null : { seconds: Number(seconds), origin: '--seconds' },
  }
  for (const harness of ['mmtests', 'lkp'] as const) {
    const roots = given[harness]
    if (roots !== undefined)
      return loadHarness(harness, roots, given, (a, b, labels) =>
        loadBare(a, b, progress, reading, { ...options, labels }),
      )
  }
  if (baseline === undefined && treatment === undefined)
    return spooled([off ?? [], on ?? []], ([a = [], b = []]) => loadBare(a, b, progress, reading, options))
  if (off !== undefined || on !== undefined)
    throw new InputError({
      path: 'analyze',
      expected: 'either --off and --on, or --baseline and --treatment',
      found: 'some of both',
      remedy: 'give both conditions in one way',
    })
  const [a, b] = bothNamed(baseline ?? [], treatment ?? [])
  return spooled([a.files, b.files], ([from = [], to = []]) =>
    loadBare(from, to, progress, reading, { ...options, labels: [a.name, b.name] }),
  )
}

function keptOf(names: string | undefined): Unredacted[] {
  const kept = names === undefined ? [] : names.split(',').map((name) => name.trim())
  const unknown = kept.find((name) => !(UNREDACTED as readonly string[]).includes(name))
  if (unknown === undefined) return kept as Unredacted[]
  throw new InputError({
    path: '--keep',
    expected: `something out of ${UNREDACTED.join(', ')}`,
    found: `"${unknown}"`,
    remedy: 'name what may stay in the report',
  })
}
