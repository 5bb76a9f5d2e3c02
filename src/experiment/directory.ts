import { readdir, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fromSystemError, InputError, InputErrors } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { digestFile } from '../ingest/chunks.js'
import type { Severity, Warning } from '../model/comparison.js'
import type { Experiment, InputFile, RunData } from '../model/experiment.js'
import type { ExperimentManifest, PlannedRun, RunManifest } from '../model/manifest.js'
import type { Reduction, StreamFile, Window } from '../model/stream.js'
import { STREAMS } from '../streams/index.js'
import type { OnProgress } from './bare.js'
import { conditionInfo } from './condition.js'
import { readExperimentManifest, readRunManifest } from './manifest.js'
import { reduceStream } from './reduce-stream.js'
import { measuredWindow } from './window.js'

interface Loading {
  root: string
  inputs: InputFile[]
  warnings: Warning[]
}

/**
 * Loads an experiment directory. A run or stream that cannot be used is left out with its reason; only a manifest that
 * cannot be read, or no usable run at all, is an error. Nothing outside the directory is opened.
 */
export async function loadDirectory(directory: string, progress: OnProgress): Promise<Experiment> {
  const root = await realpath(directory).catch((error) => {
    throw fromSystemError(directory, error) ?? error
  })
  const manifest = await readExperimentManifest(directory)
  const digest = await digestFile(join(directory, 'experiment.json'))
  checkPlan(manifest, join(directory, 'experiment.json'))
  const loading: Loading = { root, inputs: [], warnings: [] }
  const found = await runDirectories(directory, manifest, loading)
  const runs: RunData[] = []
  for (const [index, planned] of manifest.plan.runs.entries()) {
    progress(index, manifest.plan.runs.length, planned.id)
    runs.push(await loadRun(directory, manifest, planned, found, loading))
  }
  progress(manifest.plan.runs.length, manifest.plan.runs.length, '')
  if (!runs.some((run) => run.included)) {
    const first = runs.find((run) => run.kind === 'measured')
    throw new InputError(
      join(directory, 'runs'),
      null,
      'at least one complete run',
      `none (${first?.id}: ${first?.reason})`,
      'run the collectors to their end',
    )
  }
  const [baseline, treatment] = manifest.conditions
  return {
    id: manifest.id,
    kind: 'directory',
    conditions: [conditionInfo(baseline.id, 'baseline'), conditionInfo(treatment.id, 'treatment')],
    manifest: { value: manifest, sha256: digest.sha256 },
    runs,
    inputs: loading.inputs,
    warnings: loading.warnings,
  }
}

function checkPlan(manifest: ExperimentManifest, path: string): void {
  const bad = (expected: string, found: string) =>
    new InputError(path, null, expected, found, 'mend the plan')
  const ids = manifest.conditions.map((condition) => condition.id)
  if (ids[0] === ids[1]) throw bad('two conditions with different ids', `"${ids[0]}" twice`)
  const seen = new Set<string>()
  const places = new Set<string>()
  for (const run of manifest.plan.runs) {
    if (seen.has(run.id)) throw bad('each planned run once', `"${run.id}" twice`)
    seen.add(run.id)
    if (!ids.includes(run.condition))
      throw bad(`run "${run.id}" to have one of the conditions ${ids.join(', ')}`, `"${run.condition}"`)
    if (run.kind !== 'measured') continue
    if (run.block === null || run.position === null)
      throw bad(`measured run "${run.id}" to have a block and a position`, 'none')
    const place = `${run.block} ${run.condition}`
    if (places.has(place))
      throw bad('one run per condition in each block', `two of ${run.condition} in block ${run.block}`)
    places.add(place)
  }
}

/** Names of complete run directories; partial and unplanned ones are noticed. */
async function runDirectories(
  directory: string,
  manifest: ExperimentManifest,
  loading: Loading,
): Promise<Set<string>> {
  const path = join(directory, 'runs')
  const names = await readdir(path).catch((error) => {
    throw fromSystemError(path, error) ?? error
  })
  const planned = new Set(manifest.plan.runs.map((run) => run.id))
  for (const name of names.sort()) {
    if (planned.has(name)) continue
    const partial = /^\.partial-(.+?)(?:\.\d+)?$/.exec(name)?.[1]
    if (partial !== undefined && planned.has(partial)) continue
    warn(
      loading,
      'unplanned-run',
      'caution',
      `runs/${printable(name)} is not in the plan and was not read.`,
      null,
    )
  }
  return new Set(names)
}

async function loadRun(
  directory: string,
  manifest: ExperimentManifest,
  planned: PlannedRun,
  found: ReadonlySet<string>,
  loading: Loading,
): Promise<RunData> {
  const empty: RunData = {
    ...planned,
    duration: null,
    included: false,
    reason: null,
    settings: null,
    exit: null,
    streams: {},
  }
  if (!found.has(planned.id)) {
    const partial = [...found].some(
      (name) => name === `.partial-${planned.id}` || name.startsWith(`.partial-${planned.id}.`),
    )
    return { ...empty, reason: partial ? 'cut off while it was recorded' : 'planned, but not recorded' }
  }
  const path = join(directory, 'runs', planned.id)
  let run: RunManifest
  try {
    await refuseOutside(loading.root, path)
    await refuseOutside(loading.root, join(path, 'run.json'))
    run = await readRunManifest(path)
  } catch (error) {
    if (!(error instanceof InputError || error instanceof InputErrors)) throw error
    const first = error instanceof InputErrors ? error.errors[0] : error
    return { ...empty, reason: `unreadable: ${first?.toLine(`runs/${planned.id}/run.json`)}` }
  }
  const mismatch = mismatchOf(run, planned, manifest.id)
  if (mismatch !== null) return { ...empty, reason: mismatch }
  const window = measuredWindow(run)
  const streams = await reduceStreams(path, run, window, loading)
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
    ...empty,
    duration: nanoseconds > 0n ? { seconds: Number(nanoseconds) / 1e9, origin: 'the measure phase' } : null,
    included: reason === null,
    reason,
    settings: run.settings,
    exit: run.exit,
    streams,
  }
}

function mismatchOf(run: RunManifest, planned: PlannedRun, experiment: string): string | null {
  if (run.experiment !== experiment) return `belongs to another experiment (${run.experiment})`
  for (const key of ['id', 'kind', 'block', 'position', 'condition'] as const) {
    if (run[key] !== planned[key]) return `${key} is ${run[key]}, the plan says ${planned[key]}`
  }
  return null
}

async function reduceStreams(
  path: string,
  run: RunManifest,
  window: Window | null,
  loading: Loading,
): Promise<RunData['streams']> {
  const streams: Record<string, Reduction<unknown>> = {}
  for (const stream of STREAMS) {
    const recorded = stream.recordedAs
      .map((id) => run.streams.find((entry) => entry.id === id))
      .find((entry) => entry !== undefined)
    if (recorded === undefined) {
      streams[stream.id] = { present: false, reason: 'not recorded' }
      continue
    }
    if (recorded.records === 0 && recorded.note !== null) {
      streams[stream.id] = { present: false, reason: recorded.note }
      continue
    }
    const file: StreamFile = {
      role: 'trace',
      path: join(path, recorded.file),
      name: `runs/${run.id}/${recorded.file}`,
    }
    streams[stream.id] = await reduceStream(
      {
        ...stream,
        reduce: async (files, id, part): Promise<Reduction<unknown>> => {
          await refuseOutside(loading.root, file.path)
          const digest = await digestFile(file.path)
          if (digest.sha256 !== recorded.sha256) {
            throw new InputError(
              file.path,
              null,
              `sha256 ${recorded.sha256.slice(0, 12)}…`,
              `${digest.sha256.slice(0, 12)}…`,
              'restore the file: it changed since it was recorded',
            )
          }
          loading.inputs.push({ run: run.id, stream: recorded.id, role: 'trace', name: file.name, ...digest })
          return stream.reduce(files, id, part)
        },
      },
      [file],
      run.id,
      window,
      false,
      loading.warnings,
    )
  }
  return streams
}

/** A link out of the experiment would let a stranger's directory read any file of the reader's machine. */
async function refuseOutside(root: string, path: string): Promise<void> {
  const real = await realpath(path).catch((error) => {
    throw fromSystemError(path, error) ?? error
  })
  if (!real.startsWith(root + sep)) {
    throw new InputError(
      path,
      null,
      'a file within the experiment',
      'a link that leads out of it',
      'put the file itself there',
    )
  }
}

function warn(loading: Loading, id: string, severity: Severity, text: string, subject: string | null): void {
  loading.warnings.push({ id, severity, text, subject })
}
