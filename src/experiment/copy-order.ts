import { basename } from 'node:path'
import { InputError } from '../base/input-error.js'
import { resourceInName } from '../decode/copy-labels.js'
import { readCounters } from '../decode/proc.js'
import type { StreamFile } from '../model/stream.js'

export type Phase = 'before' | 'after'
/** Files that the command line names as copies from before or after a run, by path. */
export type Phases = ReadonlyMap<string, Phase>

const BEFORE = /(?<![a-z])(?:before|start|begin|initial|pre|first)(?![a-z])/i
const AFTER = /(?<![a-z])(?:after|stop|end|final|post|last)(?![a-z])/i

/** What the name of a file says of when it was copied; null where it says nothing, or both. */
export function phaseOf(path: string, phases: Phases = new Map()): Phase | null {
  const given = phases.get(path)
  if (given !== undefined) return given
  const name = basename(path)
  const [before, after] = [BEFORE.test(name), AFTER.test(name)]
  return before === after ? null : before ? 'before' : 'after'
}

/** The name without what says before or after: that of both copies of a run is the same. */
export const withoutPhase = (path: string) => path.replace(BEFORE, '*').replace(AFTER, '*')

/** Copies of one file of the kernel, from before a run to after it. */
export interface Ordered {
  before: StreamFile[]
  after: StreamFile[]
  /** Neither the first nor the last. */
  between: StreamFile[]
}

/**
 * The first and the last of several copies: by what their names or the command line say, else, of /proc/vmstat, by the counters,
 * which only grow, and of other files by a number in their names. Of pressure, files of several resources are ordered each by itself.
 * @throws InputError where the order is unknown, or the counters tell another order than the names.
 */
export async function orderCopies(
  stream: string,
  files: readonly StreamFile[],
  phases: Phases,
): Promise<Ordered> {
  const groups = new Map<string, StreamFile[]>()
  for (const file of files) {
    const part = ['psi', 'cgroup-pressure'].includes(stream) ? (resourceInName(file.path) ?? '') : ''
    groups.set(part, [...(groups.get(part) ?? []), file])
  }
  const ordered: Ordered = { before: [], after: [], between: [] }
  for (const group of groups.values()) {
    const [first, ...others] = await inOrder(stream, group, phases)
    const last = others.pop()
    if (first !== undefined) ordered.before.push(first)
    if (last !== undefined) ordered.after.push(last)
    ordered.between.push(...others)
  }
  return ordered
}

async function inOrder(stream: string, files: readonly StreamFile[], phases: Phases): Promise<StreamFile[]> {
  if (files.length < 2) return [...files]
  const told = files.some(({ path }) => phaseOf(path, phases) !== null)
  const byName = stream === 'vmstat' && !told ? null : orderOfNames(files, phases)
  if (stream !== 'vmstat') {
    if (byName === null) throw untold(files)
    return byName
  }
  const faults = new Map<StreamFile, bigint>()
  for (const file of files) faults.set(file, growing(await readCounters(file)))
  const grown = (a: StreamFile, b: StreamFile) =>
    Number((faults.get(a) as bigint) - (faults.get(b) as bigint))
  if (byName === null) return [...files].sort(grown)
  for (const [index, file] of byName.entries()) {
    const earlier = byName[index - 1]
    if (earlier !== undefined && grown(earlier, file) > 0)
      throw new InputError({
        path: file.path,
        expected: `counters at or above those in ${earlier.name}, which its name puts before it`,
        found: 'lower ones',
        remedy: 'check that the two are not exchanged and come from the same boot',
      })
  }
  return byName
}

/** Page faults since boot; where they were not copied, all that the copies have in common and that only grows. */
function growing(counters: ReadonlyMap<string, bigint>): bigint {
  for (const name of ['pgfault', 'pgpgin', 'workingset_refault_file', 'nr_dirtied', 'pswpin'])
    if (counters.has(name)) return counters.get(name) as bigint
  return 0n
}

const NATURAL = new Intl.Collator('en', { numeric: true })

function orderOfNames(files: readonly StreamFile[], phases: Phases): StreamFile[] | null {
  const of = (phase: Phase | null) => files.filter(({ path }) => phaseOf(path, phases) === phase)
  const [before, after, rest] = [of('before'), of('after'), of(null)]
  if (before.length === 1 && after.length === 1) return [...before, ...rest.sort(natural), ...after]
  if (before.length + after.length > 0) throw untold(files)
  const [form, ...others] = files.map(({ name }) => name.replace(/\d{1,15}/g, '0'))
  return others.every((one) => one === form) ? [...files].sort(natural) : null
}

const natural = (a: StreamFile, b: StreamFile) => NATURAL.compare(a.name, b.name)

function untold(files: readonly StreamFile[]): InputError {
  return new InputError({
    path: files[0]?.path ?? '',
    expected: 'one copy from before the run and one from after it',
    found: `${files.length} in an unknown order: ${files.map(({ name }) => name).join(', ')}`,
    remedy: 'name them X.before and X.after, or number them in their order',
  })
}
