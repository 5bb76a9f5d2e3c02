import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fromSystemError, InputError } from '../base/input-error.js'
import { identify, type Kind } from './bare-kinds.js'

export interface BareFile {
  path: string
  kind: Kind
}

const MAX_FILES = 1000

/**
 * Which of the files given for a condition are of one run. A directory is one run. Files in several directories are one
 * run for each directory, files in one directory one run for each stem (their name to the first dot), as long as the files
 * of a run are of different kinds; two of a kind are two runs, and then each file is one by itself.
 * What cannot be read goes to `errors`.
 */
export async function groupFiles(given: readonly string[], errors: InputError[]): Promise<BareFile[][]> {
  const groups: BareFile[][] = []
  const loose: BareFile[] = []
  for (const path of given) {
    try {
      const inside = await filesOf(path)
      if (inside === null) loose.push({ path, kind: await identify(path) })
      else
        groups.push(await Promise.all(inside.map(async (one) => ({ path: one, kind: await identify(one) }))))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      errors.push(error)
    }
  }
  return [...groups, ...byPlace(loose)]
}

/** The files of a directory, sorted; null for a file. */
async function filesOf(path: string): Promise<string[] | null> {
  const info = await stat(path).catch((error) => {
    throw fromSystemError(path, error) ?? error
  })
  if (!info.isDirectory()) return null
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
  if (names.length === 0 || names.length > MAX_FILES)
    throw new InputError({
      path,
      expected: `1 to ${MAX_FILES} files of one run in this directory`,
      found: String(names.length),
      remedy: 'give the directory of a run, or the files themselves',
    })
  return names.map((name) => join(path, name))
}

function byPlace(files: readonly BareFile[]): BareFile[][] {
  const directories = gather(files, ({ path }) => dirname(path))
  if (directories.length > 1 && directories.every(different)) return directories
  return gather(files, ({ path }) => join(dirname(path), stem(path))).flatMap((group) =>
    different(group) ? [group] : group.map((file) => [file]),
  )
}

/** `off-1` of `some/off-1.vmstat.txt`. */
export function stem(path: string): string {
  const name = basename(path)
  return name.slice(0, name.indexOf('.') > 0 ? name.indexOf('.') : name.length)
}

/** No two of them would be the same thing to the same stream; of /proc/vmstat there may be two copies. */
function different(files: readonly BareFile[]): boolean {
  const seen = new Map<string, number>()
  for (const { kind } of files) {
    const [first] = kind.uses
    if (first === undefined) return false
    const key = `${first.stream} ${first.role}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  return [...seen].every(([key, count]) => count <= (key === 'vmstat copy' ? 2 : 1))
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
