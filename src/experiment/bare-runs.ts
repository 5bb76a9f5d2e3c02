import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fromSystemError, InputError } from '../base/input-error.js'
import { resourceInName } from '../decode/copy-labels.js'
import { identify, type Kind } from './bare-kinds.js'
import { type Phases, phaseOf, withoutPhase } from './copy-order.js'

export interface BareFile {
  path: string
  kind: Kind
}

/** The files of one run, and those of its directory that are no files of a run at all. */
export interface BareGroup {
  files: BareFile[]
  /** Given as one: what cannot be read of it is excluded and named. */
  directory: string | null
  /** Names in the directory that are not read, such as directories. */
  others: string[]
  /** Files of the directory that cannot be read: broken, or packed by what there is no program for here. */
  unreadable: { path: string; error: InputError }[]
}

const MAX_FILES = 1000

/**
 * Which of the files given for a condition are of one run. A directory is one run. Files in several directories are one
 * run for each directory, files in one directory one run for each stem (their name to the first dot), as long as the files
 * of a run are of different kinds; two of a kind are two runs, and then each file is one by itself. Kernel logs that different
 * tools wrote are different kinds.
 * Copies from before and after a run, whose names differ in that alone, are one run. What cannot be read goes to `errors`.
 */
export async function groupFiles(
  given: readonly string[],
  errors: InputError[],
  phases: Phases = new Map(),
  outputNamed = false,
): Promise<BareGroup[]> {
  const groups: BareGroup[] = []
  const loose: BareFile[] = []
  for (const path of given) {
    try {
      const inside = await filesOf(path)
      if (inside === null) loose.push({ path, kind: await identify(path, outputNamed) })
      else {
        groups.push({
          ...(await identifyAll(inside.files, outputNamed)),
          directory: path,
          others: inside.others,
        })
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      errors.push(error)
    }
  }
  const apart = byPlace(loose, phases).map((files) => ({
    files,
    directory: null,
    others: [],
    unreadable: [],
  }))
  return [...groups, ...apart]
}

/** What the files of a directory are; one that cannot be read leaves the others. */
async function identifyAll(paths: readonly string[], outputNamed: boolean) {
  const files: BareFile[] = []
  const unreadable: BareGroup['unreadable'] = []
  const kinds = await Promise.allSettled(paths.map((path) => identify(path, outputNamed)))
  for (const [index, kind] of kinds.entries()) {
    const path = paths[index] as string
    if (kind.status === 'fulfilled') files.push({ path, kind: kind.value })
    else if (kind.reason instanceof InputError) unreadable.push({ path, error: kind.reason })
    else throw kind.reason
  }
  return { files, unreadable }
}

/** The files of a directory, sorted; null for a file. */
async function filesOf(path: string): Promise<{ files: string[]; others: string[] } | null> {
  const info = await stat(path).catch((error) => {
    throw fromSystemError(path, error) ?? error
  })
  if (!info.isDirectory()) return null
  const entries = (await readdir(path, { withFileTypes: true }))
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  if (names.length === 0 || names.length > MAX_FILES)
    throw new InputError({
      path,
      expected: `1 to ${MAX_FILES} files of one run in this directory`,
      found: String(names.length),
      remedy: 'give the directory of a run, or the files themselves',
    })
  const others = entries.filter((entry) => !entry.isFile()).map(({ name }) => name)
  return { files: names.map((name) => join(path, name)), others }
}

function byPlace(files: readonly BareFile[], phases: Phases): BareFile[][] {
  const pairs = pairsNamed(phases, files)
  if (pairs.length > 0) {
    const paired = new Set(pairs.flat())
    const rest = files.filter((file) => !paired.has(file))
    return [...pairs, ...byPlace(rest, new Map())]
  }
  const directories = gather(files, ({ path }) => dirname(path))
  if (directories.length > 1 && directories.every(different)) return directories
  return gather(files, (file) => join(dirname(file.path), runKey(file))).flatMap((group) =>
    different(group) ? [group] : group.map((file) => [file]),
  )
}

/** The n-th file that the command line names as a copy from before, with the n-th from after. */
function pairsNamed(phases: Phases, files: readonly BareFile[]): BareFile[][] {
  const order = [...phases.keys()]
  const of = (phase: string) =>
    files
      .filter(({ path }) => phases.get(path) === phase)
      .sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path))
  const [before, after] = [of('before'), of('after')]
  if (before.length !== after.length)
    throw new InputError({
      path: before.length > after.length ? '--before' : '--after',
      expected: 'as many copies from before as from after the runs of a condition',
      found: `${before.length} and ${after.length}`,
      remedy: 'name both copies of each run, in the same order',
    })
  return before.map((file, index) => [file, after[index] as BareFile])
}

/** What the files of a run have in common: the stem, or of copies that their stem tells apart the name without before and after. */
function runKey({ path, kind }: BareFile): string {
  const whole = basename(path)
  const own = stem(path)
  const copy = kind.uses.some(({ role }) => role === 'copy')
  return copy && phaseOf(path) !== null && withoutPhase(own) !== own ? withoutPhase(whole) : own
}

/** `off-1` of `some/off-1.vmstat.txt`. */
export function stem(path: string): string {
  const name = basename(path)
  return name.slice(0, name.indexOf('.') > 0 ? name.indexOf('.') : name.length)
}

/** No two of them would be the same thing to the same stream; of the kernel's files there may be two copies. */
function different(files: readonly BareFile[]): boolean {
  const seen = new Map<string, number>()
  for (const { path, kind } of files) {
    const [first] = kind.uses
    if (first === undefined) return false
    // files of pressure are each of one resource
    const part = ['psi', 'cgroup-pressure'].includes(first.stream) ? ` ${resourceInName(path) ?? ''}` : ''
    const log = first.stream === 'kernel-log' ? ` ${logInName(path)}` : ''
    const key = `${first.stream}${part}${log} ${first.role}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  return [...seen].every(([key, count]) => count <= (key.endsWith(' copy') ? 2 : 1))
}

/** Logs of one run that different tools wrote, as X.dmesg and X.kmsg; X.1 and X.2 are of two runs. */
function logInName(path: string): string {
  const rest = basename(path).slice(stem(path).length)
  return /\.(dmesg|kmsg|journal|kern|kernel|syslog|messages|console|serial)\b/.exec(rest)?.[1] ?? ''
}

function gather<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return [...groups.values()]
}
