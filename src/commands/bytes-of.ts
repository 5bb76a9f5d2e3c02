import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What files, and the files in directories, hold together; what cannot be looked up counts nothing. */
export async function bytesOf(paths: readonly string[]): Promise<number> {
  let bytes = 0
  for (const path of paths) {
    const names = await readdir(path).catch(() => null)
    for (const file of names === null ? [path] : names.map((name) => join(path, name))) {
      const info = await stat(file).catch(() => null)
      if (info?.isFile() === true) bytes += info.size
    }
  }
  return bytes
}
