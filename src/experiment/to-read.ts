import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readSoFar } from '../ingest/chunks.js'

/** Tells the progress how much there is to read in the files and the directories' files, as far as that can be looked up. */
export async function announce(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const names = await readdir(path).catch(() => null)
    for (const file of names === null ? [path] : names.map((name) => join(path, name))) {
      const info = await stat(file).catch(() => null)
      if (info?.isFile() === true) Atomics.add(readSoFar.counts, 2, BigInt(info.size))
    }
  }
}
