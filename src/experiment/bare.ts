import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { InputError, InputErrors } from '../base/input-error.js'
import { mapLimited } from '../base/map-limited.js'
import { pastesOf } from '../ingest/pasted.js'
import type { Reduction } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import { STREAMS } from '../streams/registry.js'
import { refuseCopies, refuseTwice } from './bare-copies.js'
import { type Assigned, assignFiles } from './bare-files.js'
import type { StreamRole } from './bare-kinds.js'
import { type BareFile, type BareGroup, groupFiles } from './bare-runs.js'
import { conditionInfo } from './condition.js'
import type { Phases } from './copy-order.js'
import type { Experiment, InputFile, RunData } from './experiment.js'
import { guard } from './guard.js'
import { NOTHING_KNOWN } from './nothing-known.js'
import { lengthFile, lengthInOutput, lengthInStreams } from './run-length.js'
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

export interface BareOptions {
  /** Names of the conditions, in place of MGLRU off and on. */
  labels?: readonly [baseline: string, treatment: string] | null
  /** Files that were named as copies from before or after a run. */
  phases?: Phases
  /** Id of the reader of what the workloads printed; by default what stands there decides. */
  workloadFormat?: string | null
  /** Of every run. */
  length?: RunData['duration']
}

interface BareRun extends BareGroup {
  id: string
  condition: string
}

/**
 * Makes an experiment of standalone files, named MGLRU off and MGLRU on unless there are labels, of one or several for each run, with the sidecars of traces found by name. Its id
 * comes from the files' content alone, so the same files anywhere give the same report.
 * @throws InputErrors with all that is wrong with the files; a companion that cannot be used is excluded with a warning.
 */
export async function loadBare(
  off: readonly string[],
  on: readonly string[],
  progress: OnProgress,
  reading: Reading = runReader(1, null),
  options: BareOptions = {},
): Promise<Experiment> {
  const { labels = null } = options
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
  const format = options.workloadFormat ?? null
  const errors: InputError[] = []
  const runs: BareRun[] = []
  for (const [index, traces] of [off, on].entries()) {
    const { id: condition = '', run = '' } = sides[index] ?? {}
    const groups = await groupFiles(traces, errors, options.phases, format !== null)
    runs.push(...groups.map((group, at) => ({ id: `${run}-${at + 1}`, condition, ...group })))
  }
  await refuseTwice(runs, errors)
  // a trace of perf script is read by several streams, each time from its begin
  const paths = runs.flatMap(({ files }) =>
    files.flatMap((file) => usesOf(file, files.length === 1).map(() => file.path)),
  )
  let done = 0
  progress(0, runs.length, paths[0] ?? '', paths)
  const read = await mapLimited(runs, 2 * reading.jobs - 1, async (run) => {
    const one = await loadRun(run, reading, options).catch((error) => {
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
    warnings: unreadOnce(loaded.flatMap(({ warnings }) => warnings)),
  }
}

const REST: readonly StreamRole[] = [{ stream: 'page-faults', role: 'trace' }]

/** A file that nobody reads goes to the stream of page faults, which says what it wants instead. */
const usesOf = (file: BareFile, alone: boolean): readonly StreamRole[] => {
  const [first] = file.kind.uses
  return first === undefined || (alone && first.role === 'copy' && first.stream === 'vmstat')
    ? REST
    : file.kind.uses
}

async function loadRun(run: BareRun, reading: Reading, options: BareOptions) {
  const inputs: InputFile[] = []
  const warnings: Warning[] = []
  const alone = run.files.length === 1 && run.directory === null
  const {
    streams: files,
    read,
    unused,
  } = await assignFiles(
    run.files,
    (file) => (alone ? usesOf(file, true) : file.kind.uses),
    options.phases ?? new Map(),
  )
  const lengths: NonNullable<RunData['duration']>[] = []
  for (const { file } of unused) {
    const told = await lengthInOutput(file.path, file.kind.format)
    if (told === null) continue
    lengths.push(told)
    inputs.push(await inputOf(run, reading, file.path, { stream: null, role: 'length' }))
  }
  const unread = unused.filter(({ file }) => !inputs.some(({ name }) => name === basename(file.path)))
  if (read.length === 0) throw nothingToRead(run, unused)
  nameUnread(run, unread, warnings)
  nameUnreadable(run, warnings)
  nameUnpasted(run, warnings)
  for (const { path, stream, role } of read) {
    inputs.push(await inputOf(run, reading, path, { stream, role }))
    const format = run.files.find((file) => file.path === path)?.kind.format
    const told = format === undefined ? null : await lengthInOutput(path, format)
    if (told !== null) lengths.push(told)
  }
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
      files.set(stream.id, { [role]: { path, name }, ...files.get(stream.id) })
      if (!inputs.some((input) => input.name === name))
        inputs.push(await inputOf(run, reading, path, { stream: stream.id, role }))
    }
    const required = alone && usesOf(run.files[0] as BareFile, true)[0]?.stream === stream.id
    const own = files.get(stream.id) ?? {}
    const format = stream.id === 'workload-output' ? (options.workloadFormat ?? null) : null
    const reduce = () =>
      reading.reduce(stream.id, own, { run: run.id, window: null, ...(format !== null && { format }) })
    streams[stream.id] = await guard(stream, run.id, own, warnings, reduce, required)
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
  const asked = await lengthFile(run.files.map(({ path }) => path))
  if (asked !== null) inputs.push(await inputOf(run, reading, asked.path, { stream: null, role: 'length' }))
  data.duration = options.length ?? asked?.length ?? theOnly(lengths) ?? lengthInStreams(data)
  return { run: data, inputs, warnings }
}

/** What the outputs of a run say of its length, where they agree. */
function theOnly(lengths: readonly NonNullable<RunData['duration']>[]): RunData['duration'] {
  const [first, ...others] = lengths
  return first !== undefined && others.every(({ seconds }) => seconds === first.seconds) ? first : null
}

async function inputOf(
  { id }: BareRun,
  reading: Reading,
  path: string,
  use: Pick<InputFile, 'stream' | 'role'>,
): Promise<InputFile> {
  return { run: id, ...use, name: basename(path), ...(await reading.digest(path)) }
}

/** What the directories of several runs have in common and is not read is named once. */
function unreadOnce(warnings: readonly Warning[]): Warning[] {
  const runs = new Map<string, string[]>()
  for (const { id, text, subject } of warnings)
    if (id === UNREAD) runs.set(text, [...(runs.get(text) ?? []), subject ?? ''])
  return warnings.flatMap((warning) => {
    const of = warning.id === UNREAD ? (runs.get(warning.text) ?? []) : []
    if (of.length < 2) return [warning]
    if (of[0] !== warning.subject) return []
    const text = warning.text.replace('of this run', `of ${of.length} runs (${of[0]} to ${of.at(-1)})`)
    return [{ ...warning, text, subject: null }]
  })
}

const UNREAD = 'files-unread'

/** All of a directory that is not read, in one message. */
function nameUnread(run: BareRun, unused: Assigned['unused'], warnings: Warning[]): void {
  const names = [
    ...unused.map(({ file, why }) => `${basename(file.path)} (${why})`),
    ...run.others.map((name) => `${name} (a directory, or no file)`),
  ]
  if (names.length === 0) return
  const shown = names.slice(0, 40)
  const rest = names.length - shown.length
  const text = `Not read of this run: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`
  warnings.push({ id: UNREAD, severity: 'note', text, subject: run.id })
}

/** What the run has and could not be opened: its figures are missing, and a kill may stand in it. */
function nameUnreadable({ id, unreadable }: BareRun, warnings: Warning[]): void {
  if (unreadable.length === 0) return
  const shown = unreadable.slice(0, 20).map(({ path, error }) => error.toLine(basename(path)))
  const rest = unreadable.length - shown.length
  const text = `Could not be read of this run: ${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`
  warnings.push({ id: 'files-unreadable', severity: 'caution', text, subject: id })
}

/** A mail may have changed more of a file than is seen. */
function nameUnpasted({ id, files }: BareRun, warnings: Warning[]): void {
  for (const { path, kind } of files)
    if (kind.paste.length > 0)
      warnings.push({
        id: 'pasted',
        severity: 'note',
        text: `${basename(path)} was read without ${pastesOf(kind.paste)}.`,
        subject: id,
      })
}

function nothingToRead(run: BareRun, unused: Assigned['unused']): InputError {
  const found = [
    ...run.unreadable.map(({ path, error }) => `${basename(path)} (${error.found}: ${error.remedy})`),
    ...unused.map(({ file, why }) => `${basename(file.path)} (${why})`),
  ].slice(0, 20)
  return new InputError({
    path: run.directory ?? run.files[0]?.path ?? '',
    expected: 'at least one file that a stream reads',
    found: found.join(', '),
    remedy: 'run "mglru-report inspect" on the files, or see docs/streams.md for what can be recorded',
  })
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
