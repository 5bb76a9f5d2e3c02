import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromTaggedJson, toTaggedJson } from '../src/base/tagged-json.js'
import { loadBare } from '../src/experiment/bare.js'
import { loadDirectory } from '../src/experiment/directory.js'
import type { Experiment } from '../src/experiment/experiment.js'
import type { PublishedReport } from '../src/model/report.js'
import { buildReport } from '../src/report/report.js'
import { madeOnce } from './made-once.js'

const TRACE = /^(off|on)-\d+\.(txt|ndjson)(\.gz)?$/

/** The traces of a bare fixture, by condition, sorted by name. */
export function tracesOf(directory: string): { off: string[]; on: string[] } {
  const traces = readdirSync(directory)
    .filter((name) => TRACE.test(name))
    .sort()
  const of = (side: string) =>
    traces.filter((name) => name.startsWith(`${side}-`)).map((name) => join(directory, name))
  return { off: of('off'), on: of('on') }
}

/** Loads a fixture of either kind, from its files. */
export async function readFixture(directory: string): Promise<Experiment> {
  if (readdirSync(directory).includes('experiment.json')) return loadDirectory(directory, () => {})
  const { off, on } = tracesOf(directory)
  return loadBare(off, on, () => {})
}

/** What a fixture holds: the caller's own, but read once for all tests. */
export async function loadFixture(directory: string): Promise<Experiment> {
  const make = async () => toTaggedJson(await readFixture(directory))
  return fromTaggedJson(await madeOnce('experiment', [directory], make)) as Experiment
}

/** The report of a fixture: the caller's own, but made once for all tests. */
export async function reportOf(directory: string): Promise<PublishedReport> {
  const make = async () => toTaggedJson(buildReport(await loadFixture(directory)))
  return fromTaggedJson(await madeOnce('report', [directory], make)) as PublishedReport
}

/** For tables of runs, whose digest no test looks at. */
export const NO_DIGEST = { digest: async () => ({ bytes: 1, sha256: 'a'.repeat(64) }) }

export interface MeasuredRun {
  path: string
  /** Nanoseconds of the same moment by both clocks. */
  clock: { monotonic: string; boottime: string }
  /** The measured part, in nanoseconds of the monotonic clock. */
  start: number
  end: number
}

/** The complete measured runs of a condition, by nothing but their run.json. */
export function measuredRuns(directory: string, condition: string): MeasuredRun[] {
  const runs = join(directory, 'runs')
  return readdirSync(runs)
    .sort()
    .flatMap((name) => {
      const run = JSON.parse(readFileSync(join(runs, name, 'run.json'), 'utf8'))
      if (run.kind !== 'measured' || run.condition !== condition || run.outcome !== 'complete') return []
      const { start, end } = run.phases.find((phase: { name: string }) => phase.name === 'measure')
      return [{ path: join(runs, name), clock: run.clock, start: Number(start), end: Number(end) }]
    })
}

/** Every fixture that an analysis takes as a whole: a directory with traces of both conditions or with a manifest. */
export const FIXTURES: readonly string[] = [
  'fixtures',
  'fixtures/constructed',
  // npm run test:fast does without the large ones
  ...(process.env['FAST'] === '1' ? [] : ['fixtures/experiments']),
].flatMap((parent) => {
  let entries: string[] = []
  try {
    entries = readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(parent, entry.name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return entries
    .filter((path) => readdirSync(path).some((name) => TRACE.test(name) || name === 'experiment.json'))
    .sort()
})
