import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { InputError, InputErrors } from '../base/input-error.js'
import { mapLimited } from '../base/map-limited.js'
import { FORMAT_TITLES } from '../ingest/format.js'
import { readText } from '../ingest/lines.js'
import type { Reduction, Role, StreamDef, StreamFile, StreamFiles } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import { STREAMS } from '../streams/registry.js'
import { refuseCopies, refuseTwice } from './bare-copies.js'
import type { StreamRole } from './bare-kinds.js'
import { type BareFile, groupFiles } from './bare-runs.js'
import { conditionInfo } from './condition.js'
import { type Experiment, type InputFile, type RunData, valueOf } from './experiment.js'
import { guard } from './guard.js'
import { NOTHING_KNOWN } from './nothing-known.js'
import { type Reading, runReader } from './run-reader.js'
import { findSidecar } from './sidecars.js'

/** `files` are those, and directories of those, that are going to be read; one that is read twice stands there twice. */
export type OnProgress = (done: number, total: number, what: string, files?: readonly string[]) => void

const OFF_AND_ON = [
  { flag: '--off', usage: '--off F...', id: 'mglru-off', run: 'off' },
  { flag: '--on', usage: '--on F...', id: 'mglru-on', run: 'on' },
] as const
const NAMED = [
  { flag: '--baseline', usage: '--baseline NAME=F...', id: 'baseline', run: 'baseline' },
  { flag: '--treatment', usage: '--treatment NAME=F...', id: 'treatment', run: 'treatment' },
] as const

interface BareRun {
  id: string
  condition: string
  /** As they were given; sidecars are found by their names. */
  files: readonly BareFile[]
}

/**
 * Makes an experiment of bare files, named MGLRU off and MGLRU on unless there are labels, of one or several for each run, with the sidecars of traces found by name. Its id
 * comes from the files' content alone, so the same files anywhere give the same report.
 * @throws InputErrors with all that is wrong with the files; a companion that cannot be used is left out with a warning.
 */
export async function loadBare(
  off: readonly string[],
  on: readonly string[],
  progress: OnProgress,
  reading: Reading = runReader(1, null),
  labels: readonly [baseline: string, treatment: string] | null = null,
): Promise<Experiment> {
  const sides = labels === null ? OFF_AND_ON : NAMED
  for (const [index, traces] of [off, on].entries()) {
    if (traces.length === 0) {
      throw new InputError({
        path: sides[index]?.flag ?? '',
        expected: 'at least one trace file',
        found: 'none',
        remedy: `give the traces of both conditions: ${sides.map(({ usage }) => usage).join(' ')}`,
      })
    }
  }
  const errors: InputError[] = []
  const runs: BareRun[] = []
  for (const [index, traces] of [off, on].entries()) {
    const { id: condition = '', run = '' } = sides[index] ?? {}
    const groups = await groupFiles(traces, errors)
    runs.push(...groups.map((files, at) => ({ id: `${run}-${at + 1}`, condition, files })))
  }
  await refuseTwice(runs, errors)
  // a trace of perf script is read by several streams, each time from its begin
  const paths = runs.flatMap(({ files }) =>
    files.flatMap((file) => usesOf(file, files.length === 1).map(() => file.path)),
  )
  let done = 0
  progress(0, runs.length, paths[0] ?? '', paths)
  const read = await mapLimited(runs, 2 * reading.jobs - 1, async (run) => {
    const one = await loadRun(run, reading).catch((error) => {
      if (error instanceof InputError) return error
      throw error
    })
    progress(++done, runs.length, run.files[0]?.path ?? '')
    return one
  })
  const loaded = read.flatMap((one) => (one instanceof InputError ? [] : [one]))
  errors.push(...read.flatMap((one) => (one instanceof InputError ? [one] : [])))
  const inputs = loaded.flatMap((one) => one.inputs)
  const given = [...off, ...on]
  const place = ({ path }: InputError) => given.findIndex((one) => path.startsWith(one))
  errors.sort((a, b) => place(a) - place(b))
  if (errors.length === 0) refuseCopies(runs, loaded, errors)
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new InputErrors(errors)
  return {
    id: `bare-${contentId(runs, inputs)}`,
    kind: 'bare',
    conditions: [
      conditionInfo(sides[0].id, 'baseline', labels?.[0]),
      conditionInfo(sides[1].id, 'treatment', labels?.[1]),
    ],
    manifest: null,
    runs: loaded.map(({ run }) => run),
    inputs,
    warnings: loaded.flatMap(({ warnings }) => warnings),
  }
}

/** Streams that read several files of a run as one. */
const JOINING = new Set<string>(
  STREAMS.flatMap(({ id, joins }: StreamDef<string, object>) => (joins === true ? [id] : [])),
)

const REST: readonly StreamRole[] = [{ stream: 'page-faults', role: 'trace' }]

/** A file that nobody reads goes to the stream of page faults, which says what it wants instead. */
const usesOf = (file: BareFile, alone: boolean): readonly StreamRole[] => {
  const [first] = file.kind.uses
  return first === undefined || (alone && first.role === 'copy') ? REST : file.kind.uses
}

async function loadRun(run: BareRun, reading: Reading) {
  const inputs: InputFile[] = []
  const warnings: Warning[] = []
  const files = new Map<string, Partial<Record<Role, StreamFile>>>()
  const add = (stream: string, role: Role, file: StreamFile) => {
    const own = files.get(stream) ?? {}
    const first = own[role]
    if (first === undefined) files.set(stream, { ...own, [role]: file })
    else if (JOINING.has(stream))
      files.set(stream, { ...own, [role]: { ...first, also: [...(first.also ?? []), file] } })
  }
  const copies: StreamFile[] = []
  for (const given of run.files) {
    const name = basename(given.path)
    const uses = usesOf(given, run.files.length === 1)
    if (run.files.length > 1 && given.kind.uses.length === 0) throw unknownKind(given)
    const digest = await reading.digest(given.path)
    const [{ stream, role } = REST[0] as StreamRole] = uses
    inputs.push({ run: run.id, stream, role, name, ...digest })
    for (const use of uses) {
      const file = { path: given.path, name }
      if (use.role === 'copy') copies.push(file)
      else add(use.stream, use.role, file)
    }
  }
  const { before, after } = await beforeAndAfter(copies)
  if (before !== undefined) add('vmstat', 'before', before)
  if (after !== undefined) add('vmstat', 'after', after)
  const given = new Set(await Promise.all(run.files.map(({ path }) => realpath(path))))
  const streams: Record<string, Reduction<object>> = {}
  for (const stream of STREAMS) {
    for (const { suffix, role } of stream.sidecars) {
      const found = files.get(stream.id)
      // what a recorder wrote to stderr belongs to those who read what it recorded
      if (found?.[role] !== undefined || (role === 'stderr' && found === undefined)) continue
      const path = await findSidecar(
        run.files.map((file) => file.path),
        suffix,
      )
      if (path === null || given.has(await realpath(path))) continue
      const name = basename(path)
      add(stream.id, role, { path, name })
      if (!inputs.some((input) => input.name === name))
        inputs.push({ run: run.id, stream: stream.id, role, name, ...(await reading.digest(path)) })
    }
    const required = run.files.length === 1 && usesOf(run.files[0] as BareFile, true)[0]?.stream === stream.id
    const own = files.get(stream.id) ?? {}
    const read = () => reading.reduce(stream.id, own, { run: run.id, window: null })
    streams[stream.id] = await guard(stream, run.id, own, warnings, read, required)
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
    ...NOTHING_KNOWN,
    streams: streams as RunData['streams'],
  }
  data.duration = durationOf(data)
  return { run: data, inputs, warnings }
}

function durationOf(run: RunData): RunData['duration'] {
  const stressNg = valueOf(run, 'stress-ng')
  if (stressNg !== null) {
    const seconds = Math.max(...stressNg.stressors.map((stressor) => stressor.seconds))
    if (seconds > 0) return { seconds, origin: "stress-ng's wall-clock-time" }
  }
  const between = valueOf(run, 'vmstat')?.seconds
  return between === undefined || between <= 0
    ? null
    : { seconds: between, origin: 'the time marks in the copies of /proc/vmstat' }
}

function unknownKind({ path, kind }: BareFile): InputError {
  return new InputError({
    path,
    expected: 'a file of a kind that belongs to a run',
    found: FORMAT_TITLES[kind.format],
    remedy: 'take it out of the directory, or leave it out',
  })
}

/** Of two copies of /proc/vmstat the one whose counters are lower is the earlier. */
async function beforeAndAfter(copies: readonly StreamFile[]): Promise<StreamFiles> {
  const [first, second] = copies
  if (first === undefined) return {}
  if (second === undefined) return { before: first }
  const [a, b] = [await faultsIn(first.path), await faultsIn(second.path)]
  return a <= b ? { before: first, after: second } : { before: second, after: first }
}

async function faultsIn(path: string): Promise<number> {
  return Number(/^pgfault (\d{1,15})$/m.exec(await readText(path))?.[1] ?? 0)
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
