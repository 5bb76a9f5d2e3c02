import { createHash } from 'node:crypto'
import { access, realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { fromSystemError, InputError, InputErrors } from '../base/input-error.js'
import { digestFile } from '../ingest/chunks.js'
import type { Warning } from '../model/comparison.js'
import type { Experiment, InputFile, RunData } from '../model/experiment.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import { STREAMS } from '../streams/index.js'
import { conditionInfo } from './condition.js'
import { reduceStream } from './reduce-stream.js'

export type OnProgress = (done: number, total: number, what: string) => void

interface BareRun {
  id: string
  condition: string
  trace: string
}

/**
 * Makes an experiment of bare trace files, one per run, with their companions found by name. Its id comes from the
 * files' content alone, so the same files anywhere give the same report.
 * @throws InputErrors with all that is wrong with the traces; a companion that cannot be used is left out with a warning.
 */
export async function loadBare(
  off: readonly string[],
  on: readonly string[],
  progress: OnProgress,
): Promise<Experiment> {
  for (const [flag, traces] of [
    ['--off', off],
    ['--on', on],
  ] as const) {
    if (traces.length === 0) {
      throw new InputError(
        flag,
        null,
        'at least one trace file',
        'none',
        'give the traces of both conditions: --off F... --on F...',
      )
    }
  }
  const runs: BareRun[] = [
    ...off.map((trace, index) => ({ id: `off-${index + 1}`, condition: 'mglru-off', trace })),
    ...on.map((trace, index) => ({ id: `on-${index + 1}`, condition: 'mglru-on', trace })),
  ]
  const inputs: InputFile[] = []
  const warnings: Warning[] = []
  const loaded: RunData[] = []
  const errors: InputError[] = []
  await refuseTwice(runs, errors)
  for (const [index, run] of runs.entries()) {
    progress(index, runs.length, run.trace)
    try {
      loaded.push(await loadRun(run, inputs, warnings))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      errors.push(error)
    }
  }
  if (errors.length === 0) refuseCopies(runs, inputs, errors)
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new InputErrors(errors)
  progress(runs.length, runs.length, '')
  return {
    id: `bare-${contentId(runs, inputs)}`,
    kind: 'bare',
    conditions: [conditionInfo('mglru-off', 'baseline'), conditionInfo('mglru-on', 'treatment')],
    manifest: null,
    runs: loaded,
    inputs,
    warnings,
  }
}

/** The same file under two names would count one run twice. */
async function refuseTwice(runs: readonly BareRun[], errors: InputError[]): Promise<void> {
  const seen = new Map<string, string>()
  for (const { trace } of runs) {
    let real: string
    try {
      real = await realpath(trace)
    } catch (error) {
      // not found and the like is said when the file is opened
      if (fromSystemError(trace, error) === null) throw error
      continue
    }
    const first = seen.get(real)
    if (first === undefined) seen.set(real, trace)
    else
      errors.push(
        new InputError(
          trace,
          null,
          'each run to be given once',
          `the same file as ${first}`,
          'leave one of the two out',
        ),
      )
  }
}

function refuseCopies(runs: readonly BareRun[], inputs: readonly InputFile[], errors: InputError[]): void {
  const seen = new Map<string, string>()
  for (const { id, trace } of runs) {
    const sha256 = inputs.find((input) => input.run === id && input.role === 'trace')?.sha256 ?? ''
    const first = seen.get(sha256)
    if (first === undefined) seen.set(sha256, trace)
    else
      errors.push(
        new InputError(
          trace,
          null,
          'a run of its own',
          `byte for byte what ${first} holds`,
          'leave the copy out',
        ),
      )
  }
}

async function loadRun(run: BareRun, inputs: InputFile[], warnings: Warning[]): Promise<RunData> {
  const trace: StreamFile = { role: 'trace', path: run.trace, name: basename(run.trace) }
  const stem = run.trace.replace(/\.(gz|zst)$/, '')
  const record = async (file: StreamFile, stream: string) => {
    inputs.push({ run: run.id, stream, role: file.role, name: file.name, ...(await digestFile(file.path)) })
  }
  await record(trace, 'page-faults')
  const streams: Record<string, Reduction<unknown>> = {}
  for (const stream of STREAMS) {
    const isTrace = stream.id === 'page-faults'
    const files: StreamFile[] = isTrace ? [trace] : []
    for (const { suffix, role } of stream.companions) {
      const path = await firstExisting([stem + suffix, `${stem}${suffix}.gz`, `${stem}${suffix}.zst`])
      if (path === null) continue
      const file = { role, path, name: basename(path) }
      files.push(file)
      await record(file, stream.id)
    }
    streams[stream.id] = await reduceStream(stream, files, run.id, null, isTrace, warnings)
  }
  const data: RunData = {
    id: run.id,
    condition: run.condition,
    kind: 'measured',
    block: null,
    position: null,
    duration: null,
    included: true,
    reason: null,
    settings: null,
    exit: null,
    streams: streams as RunData['streams'],
  }
  const stressNg = data.streams['stress-ng']
  if (stressNg?.present === true) {
    const seconds = Math.max(...stressNg.value.stressors.map((stressor) => stressor.seconds))
    if (seconds > 0) data.duration = { seconds, origin: "stress-ng's wall-clock-time" }
  }
  return data
}

async function firstExisting(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    try {
      await access(path)
      return path
    } catch {
      // not there, or not readable, which is the same to us: companions are optional
    }
  }
  return null
}

function contentId(runs: readonly BareRun[], inputs: readonly InputFile[]): string {
  const hash = createHash('sha256')
  for (const { id, condition } of runs) {
    const files = inputs
      .filter((input) => input.run === id)
      .map((input) => `${input.stream}/${input.role} ${input.sha256}`)
    hash.update(`${condition}\n${files.sort().join('\n')}\n\n`)
  }
  return hash.digest('hex').slice(0, 12)
}
