import { createHash } from 'node:crypto'
import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadDirectory } from '../../src/experiment/directory.js'
import { runReader } from '../../src/experiment/run-reader.js'
import type { Report } from '../../src/model/report.js'
import { buildReport } from '../../src/report/report.js'
import { temporaryDirectory } from '../temporary.js'

/** A manifest as JSON: what a test changes may be anything, so nothing is promised of its members. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Json = any

export interface Manifests {
  experiment: Json
  /** In the order of the plan, warm-up first. */
  runs: Json[]
}

const SOUND = 'fixtures/constructed/blocks'

/** The manifests of an experiment whose throughput is 20% higher with the treatment in every block, and which proves all of it. */
export function sound(): Manifests {
  const read = (path: string) => JSON.parse(readFileSync(join(SOUND, path), 'utf8'))
  const experiment = read('experiment.json')
  return { experiment, runs: experiment.plan.runs.map(({ id }: Json) => read(`runs/${id}/run.json`)) }
}

export const measured = ({ runs }: Manifests) => runs.filter(({ kind }) => kind === 'measured')
export const of = (all: Manifests, condition: 0 | 1) =>
  measured(all).filter((run) => run.condition === all.experiment.conditions[condition].id)

/** Both conditions ask for another value of this setting, and every run reads back what `found` says. */
export function ask(
  all: Manifests,
  name: string,
  asked: [string, string],
  found: [string, string] = asked,
): void {
  for (const condition of [0, 1] as const) {
    all.experiment.conditions[condition].settings[name] = asked[condition]
    for (const run of all.runs.filter((one) => one.condition === all.experiment.conditions[condition].id))
      for (const when of ['before', 'after']) run.settings[when][name] = found[condition]
  }
}

/** Lets the runs begin in this order, 20 seconds apart on every clock. */
export function begin(runs: readonly Json[], from = 1000): void {
  for (const [place, run] of runs.entries()) {
    const start = BigInt(from + 20 * place) * 1_000_000_000n
    run.clock = {
      monotonic: `${start}`,
      boottime: `${start}`,
      realtime: `${1_767_225_600_000_000_000n + start}`,
    }
    run.phases = [{ name: 'measure', start: `${start}`, end: `${start + 10_000_000_000n}` }]
  }
}

const streams = temporaryDirectory()
/** The recorded streams of a run, in a copy of our own: one more link changes the state of a file that another test may be reading. */
function streamsOf(run: string): string {
  const own = join(streams, run)
  if (!existsSync(own)) cpSync(join(SOUND, 'runs', run), own, { recursive: true })
  return own
}

/**
 * Writes the manifests next to links of the recorded streams, which nobody may write to. `declared` keeps each run's own
 * declaration; otherwise it is made to fit.
 */
export function write({ experiment, runs }: Manifests, declared = false): string {
  const directory = temporaryDirectory()
  const text = JSON.stringify(experiment, null, 2)
  writeFileSync(join(directory, 'experiment.json'), text)
  const sha256 = createHash('sha256').update(text).digest('hex')
  for (const [place, planned] of sound().experiment.plan.runs.entries()) {
    const run = runs[place]
    const [from, to] = [streamsOf(planned.id), join(directory, 'runs', planned.id)]
    mkdirSync(to, { recursive: true })
    for (const name of readdirSync(from)) if (name !== 'run.json') linkSync(join(from, name), join(to, name))
    const declaration = declared ? run.declaration : sha256
    writeFileSync(join(to, 'run.json'), JSON.stringify({ ...run, declaration }, null, 2))
  }
  return directory
}

// the streams are those of one experiment, a hundred times over: each is read once
const kept = new Map<string, unknown>()
const reading = () =>
  runReader(1, {
    get: async (key) => kept.get(JSON.stringify(key)),
    put: async (key, value) => {
      if (key[0] === 'reduction') kept.set(JSON.stringify(key), value)
    },
  })

export async function reportOf(all: Manifests, declared = false): Promise<Report> {
  return buildReport(await loadDirectory(write(all, declared), () => {}, reading()))
}

export const verdict = (report: Report, metric = 'bogo-ops-rate') =>
  report.comparisons.find((one) => one.metric === metric)?.verdict

export const outcome = (report: Report, check: string) =>
  report.checks.find(({ id }) => id === check)?.outcome
