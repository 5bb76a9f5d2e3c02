import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants

/** What a process that was killed leaves behind. */
export const PARTIAL = /^\.mglru-report-[0-9a-f]{16}\.partial$/

/**
 * Writes a file that appears whole under its name, or not at all. The temporary file next to it has a random name and is always a
 * new one, so that nobody can have put a link in its place; a link of the name `name` is replaced, and what it leads to stays.
 * @param mode before the umask
 * @param sync false where a file that is lost with the power costs nothing
 * @throws the error of the system call that failed
 */
export async function writeWhole(
  directory: string,
  name: string,
  content: string | Uint8Array,
  { mode = 0o666, sync = true } = {},
): Promise<void> {
  const partial = join(directory, `.mglru-report-${randomBytes(8).toString('hex')}.partial`)
  const handle = await open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
  try {
    try {
      await handle.writeFile(content)
      if (sync) await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(partial, join(directory, name))
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

/** A directory was expected, and there is a link. */
export class LinkError extends Error {}

/** A directory to write into. */
export interface HeldDirectory {
  /** Leads to the directory that was opened, whatever is put in its place meanwhile; without /proc, its path. */
  place: string
  /** Whether it was not there before. */
  made: boolean
  close(): Promise<void>
}

/**
 * Makes a directory where there is none, and holds it open.
 * @param parents whether those above it are made, too
 * @throws LinkError where a link has its name; else the error of the system call that failed
 */
export async function holdDirectory(path: string, parents = true): Promise<HeldDirectory> {
  const whole = resolve(path)
  const made = await mkdir(whole, { recursive: parents }).then(
    // of those above, too, only what was made is told; of a single one, nothing
    (first) => !parents || first !== undefined,
    (error) => {
      if (error.code !== 'EEXIST') throw error
      return false
    },
  )
  if (!made && (await lstat(whole)).isSymbolicLink()) throw new LinkError(path)
  const handle: FileHandle = await open(whole, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  const place = `/proc/self/fd/${handle.fd}`
  const held = await access(join(place, '.')).then(
    () => true,
    () => false,
  )
  return {
    place: held ? place : whole,
    made,
    async close() {
      await handle.sync().catch(() => {})
      await handle.close()
    },
  }
}
