import { InputError } from '../base/input-error.js'
import { type CgroupFile, readCgroupFile } from '../decode/cgroup.js'
import { readerWarnings } from '../ingest/line-notes.js'
import type { Reduction, Role, StreamFile, StreamFiles } from '../model/stream.js'
import type { Warning } from '../model/warning.js'

/** Which file of the cgroup a role holds; the role that ends with "before" is its earlier copy. */
export type CgroupRoles = Partial<Record<Role, CgroupFile>>

export interface CgroupCopies {
  first: Record<string, number>
  last: Record<string, number>
  path: string
}

/**
 * Copies of files of a cgroup saved by hand, from before and from after the run, all of one time as one. A file of which one of
 * the two is missing has no part in it.
 */
export async function cgroupCopies(
  files: StreamFiles,
  roles: CgroupRoles,
  run: string,
): Promise<Reduction<CgroupCopies>> {
  const copies: CgroupCopies = { first: {}, last: {}, path: '' }
  const lacking: string[] = []
  const cuts: Warning[] = []
  const read = (file: StreamFile, kind: CgroupFile) =>
    readCgroupFile(file, kind, (cut) => {
      const warnings = readerWarnings(file.name, run)
      warnings.lastLine(cut)
      cuts.push(...warnings.list)
    })
  const addPair = async (before: StreamFile, after: StreamFile, kind: CgroupFile) => {
    Object.assign(copies.first, await read(before, kind))
    Object.assign(copies.last, await read(after, kind))
    copies.path ||= after.path
  }
  for (const [role, kind] of Object.entries(roles) as [Role, CgroupFile][]) {
    const file = files[role]
    if (role === 'peak') {
      if (file !== undefined) Object.assign(copies.last, await read(file, kind))
      continue
    }
    if (!role.endsWith('before')) continue
    const other = files[role.replace('before', 'after') as Role]
    if (file !== undefined && other !== undefined) await addPair(file, other, kind)
    else if (file !== undefined || other !== undefined)
      lacking.push(`no copy of ${kind} from ${file === undefined ? 'before' : 'after'} the run`)
  }
  if (Object.keys(copies.first).length > 0) return { present: true, value: copies, warnings: cuts }
  const reason = lacking.length === 0 ? (cuts[0]?.text ?? 'not recorded') : `${lacking.join(', ')} was found`
  return { present: false, reason }
}

/**
 * How much the counters among the keys grew.
 * @throws InputError when one fell, which it cannot within the life of a cgroup.
 */
export function increases(
  { first, last, path }: CgroupCopies,
  isCounter: (key: string) => boolean,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const key of Object.keys(first).sort()) {
    const [from, to] = [first[key], last[key]]
    if (!isCounter(key) || from === undefined || to === undefined) continue
    if (to < from)
      throw new InputError({
        path,
        expected: `${key} to be at least what it was before the run (${from})`,
        found: `${to}`,
        remedy: 'check that before and after are not exchanged and are of the same cgroup',
      })
    found.set(key, to - from)
  }
  return found
}
