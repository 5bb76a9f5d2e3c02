import { access } from 'node:fs/promises'
import { namesOf, unpackedName } from '../ingest/unpacked-name.js'

/** The file X + suffix of a trace X, plain or compressed, whether X is compressed or not; null where there is none. */
export async function findSidecar(traces: readonly string[], suffix: string): Promise<string | null> {
  const stems = traces.map((path) => unpackedName(path) + suffix)
  for (const path of stems.flatMap(namesOf)) {
    try {
      await access(path)
      return path
    } catch {
      // not there, or not readable, which is the same to us: sidecars are optional
    }
  }
  return null
}
