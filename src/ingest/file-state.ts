import { statSync } from 'node:fs'
import { fromSystemError, InputError } from '../base/input-error.js'

/** What changes when a file does, without reading it. */
export interface FileState {
  bytes: number
  /** Device, inode, size, and the times of the last change of content and of the file's entry, in nanoseconds. */
  id: string
  /** The later of both times, in milliseconds since 1970. */
  changed: number
}

/** @throws InputError for a file that is not there or may not be looked at. */
export async function fileState(path: string): Promise<FileState> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return {
      bytes: Number(size),
      id: [dev, ino, size, mtimeNs, ctimeNs].join(' '),
      changed: Math.max(Number(mtimeNs / 1_000_000n), Number(ctimeNs / 1_000_000n)),
    }
  } catch (error) {
    throw fromSystemError(path, error) ?? error
  }
}

/** @throws InputError when a file is not what it was, so that what was read of it is of no moment. */
export async function refuseChanged(path: string, before: FileState): Promise<void> {
  const now = await fileState(path)
  if (now.id === before.id) return
  const how = now.bytes > before.bytes ? 'grew' : now.bytes < before.bytes ? 'shrank' : 'was written to'
  throw new InputError({
    path,
    expected: 'a file that stays as it is while it is read',
    found: `one that ${how}`,
    remedy: 'wait until its writer has ended',
  })
}
