import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { fromSystemError, InputError, InputErrors } from '../base/input-error.js'
import { mapLimited } from '../base/map-limited.js'
import type { ExperimentManifest, PlannedRun, RunManifest } from '../model/manifest.js'
import type { Warning } from '../model/warning.js'
import { STREAMS } from '../streams/registry.js'
import type { OnProgress } from './bare.js'
import { conditionInfo } from './condition.js'
import type { Experiment, InputFile, RunData } from './experiment.js'
import { readExperimentManifest, readRunManifest } from './manifest.js'
import { NOTHING_KNOWN } from './nothing-known.js'
import { eachPlannedOnce } from './planned-twice.js'
import { readStream, refuseOutside } from './recorded-streams.js'
import { runDirectories } from './run-directories.js'
import { type Reading, runReader } from './run-reader.js'
import { measuredWindow, runTime } from './window.js'

/** A planned run as it was found, and what came with it. */
export interface LoadedRun {
  run: RunData
  inputs: InputFile[]
  warnings: Warning[]
}

interface Source {
  directory: string
  root: string
  manifest: ExperimentManifest
  found: ReadonlySet<string>
  /** Runs that the plan has twice, and how. */
  twice: ReadonlyMap<string, string>
  reading: Reading
}

/**
 * Loads an experiment directory. A run or stream that cannot be used is excluded with its reason; only a manifest that
 * cannot be read, or no usable run at all, is an error. Nothing outside the directory is opened.
 */
export async function loadDirectory(
  directory: string,
  progress: OnProgress,
  reading: Reading = runReader(1, null),
): Promise<Experiment> {
  const { manifest, warnings, runs } = await loadRuns(directory, null, progress, reading)
  return experimentOf(join(directory, 'runs'), manifest, warnings, runs)
}

export interface LoadedRuns {
  manifest: { value: ExperimentManifest; sha256: string }
  /** Of the experiment as a whole. */
  warnings: Warning[]
  /** In the order of the plan. */
  runs: LoadedRun[]
}

/** Loads the manifest and the planned runs of these ids; null for all. */
export async function loadRuns(
  directory: string,
  ids: ReadonlySet<string> | null,
  progress: OnProgress,
  reading: Reading,
): Promise<LoadedRuns> {
  const root = await realpath(directory).catch((error) => {
    throw fromSystemError(directory, error) ?? error
  })
  const { manifest, twice } = eachPlannedOnce(await readExperimentManifest(directory))
  const { sha256 } = await reading.digest(join(directory, 'experiment.json'))
  checkPlan(manifest, join(directory, 'experiment.json'))
  const warnings: Warning[] = []
  const found = await runDirectories(directory, manifest, warnings)
  for (const [run, why] of twice)
    warnings.push({
      id: 'planned-twice',
      severity: 'caution',
      text: `The run ${why}; it is not used.`,
      subject: run,
    })
  const source: Source = { directory, root, manifest, found, twice, reading }
  const planned = manifest.plan.runs.filter(({ id }) => ids === null || ids.has(id))
  const places = planned.filter(({ id }) => found.has(id)).map(({ id }) => join(root, 'runs', id))
  let done = 0
  progress(0, planned.length, planned[0]?.id ?? '', places)
  const runs = await mapLimited(planned, 2 * reading.jobs - 1, async (one) => {
    const loaded = await loadRun(source, one)
    progress(++done, planned.length, one.id)
    return loaded
  })
  return { manifest: { value: manifest, sha256 }, warnings, runs }
}

/** @throws InputError when no run can be used; `place` is where they were looked for. */
export function experimentOf(
  place: string,
  manifest: LoadedRuns['manifest'],
  warnings: readonly Warning[],
  loaded: readonly LoadedRun[],
): Experiment {
  const runs = loaded.map(({ run }) => run)
  if (!runs.some((run) => run.included)) {
    const first = runs.find((run) => run.kind === 'measured')
    throw new InputError({
      path: place,
      expected: 'at least one complete run',
      found: `none (${first?.id}: ${first?.reason})`,
      remedy: 'run the collectors to their end',
    })
  }
  const [baseline, treatment] = manifest.value.conditions
  return {
    id: manifest.value.id,
    kind: 'directory',
    conditions: [
      conditionInfo(baseline.id, 'baseline', baseline.label, baseline.settings),
      conditionInfo(treatment.id, 'treatment', treatment.label, treatment.settings),
    ],
    manifest,
    runs,
    inputs: loaded.flatMap(({ inputs }) => inputs),
    warnings: [...warnings, ...loaded.flatMap((one) => one.warnings)],
  }
}

export function checkPlan(manifest: ExperimentManifest, path: string): void {
  const bad = (expected: string, found: string) =>
    new InputError({ path, expected, found, remedy: 'fix the plan' })
  const ids = manifest.conditions.map((condition) => condition.id)
  if (ids[0] === ids[1]) throw bad('two conditions with different ids', `"${ids[0]}" twice`)
  const seen = new Set<string>()
  for (const run of manifest.plan.runs) {
    if (seen.has(run.id)) throw bad('each planned run once', `"${run.id}" twice`)
    seen.add(run.id)
    if (!ids.includes(run.condition))
      throw bad(`run "${run.id}" to have one of the conditions ${ids.join(', ')}`, `"${run.condition}"`)
    if (run.kind !== 'measured') continue
    if (run.block === null || run.position === null)
      throw bad(`measured run "${run.id}" to have a block and a position`, 'none')
  }
}

async function loadRun(source: Source, planned: PlannedRun): Promise<LoadedRun> {
  const { directory, manifest, found, root, twice } = source
  const without = (reason: string) => ({ run: { ...emptyRun(planned), reason }, inputs: [], warnings: [] })
  const doubt = twice.get(planned.id)
  if (doubt !== undefined) return without(doubt)
  if (!found.has(planned.id)) {
    const partial = [...found].some(
      (name) => name === `.partial-${planned.id}` || name.startsWith(`.partial-${planned.id}.`),
    )
    return without(partial ? 'cut off while it was recorded' : NOT_RECORDED)
  }
  const path = join(directory, 'runs', planned.id)
  let run: RunManifest
  try {
    await refuseOutside(root, path)
    await refuseOutside(root, join(path, 'run.json'))
    run = await readRunManifest(path)
  } catch (error) {
    if (!(error instanceof InputError || error instanceof InputErrors)) throw error
    const first = error instanceof InputErrors ? error.errors[0] : error
    return without(`unreadable: ${first?.toLine(`runs/${planned.id}/run.json`)}`)
  }
  const mismatch = mismatchOf(run, planned, manifest.id)
  if (mismatch !== null) return without(mismatch)
  const window = measuredWindow(run)
  const read = await Promise.all(STREAMS.map((stream) => readStream(source, path, run, stream, window)))
  const nanoseconds = window === null ? 0n : window.monotonic.end - window.monotonic.start
  const reason =
    run.outcome === 'failed'
      ? `failed: ${run.reason ?? 'no reason recorded'}`
      : planned.kind === 'warmup'
        ? 'warm-up run, not counted'
        : planned.kind === 'untraced'
          ? 'untraced run, measures what tracing costs'
          : null
  return {
    run: {
      ...emptyRun(planned),
      duration: nanoseconds > 0n ? { seconds: Number(nanoseconds) / 1e9, origin: 'the measure phase' } : null,
      included: reason === null,
      reason,
      settings: run.settings,
      time: runTime(run),
      declaration: run.declaration,
      kernel: run.kernel,
      workload: run.workload,
      environment: run.environment,
      exit: run.exit,
      usage: run.usage,
      cgroup: run.cgroup,
      measured: run.window,
      probe: run.probe,
      streams: Object.fromEntries(read.map(({ reduction }, index) => [STREAMS[index]?.id, reduction])),
    },
    inputs: read.flatMap(({ inputs }) => inputs),
    warnings: read.flatMap(({ warnings }) => warnings),
  }
}

export const NOT_RECORDED = 'planned, but not recorded'

/** A planned run of which nothing is known yet. */
export function emptyRun(planned: PlannedRun): RunData {
  return {
    ...planned,
    duration: null,
    included: false,
    reason: null,
    ...NOTHING_KNOWN,
  }
}

function mismatchOf(run: RunManifest, planned: PlannedRun, experiment: string): string | null {
  if (run.experiment !== experiment) return `belongs to another experiment (${run.experiment})`
  for (const key of ['id', 'kind', 'block', 'position', 'condition'] as const) {
    if (run[key] !== planned[key]) return `${key} is ${run[key]}, the plan says ${planned[key]}`
  }
  return null
}
