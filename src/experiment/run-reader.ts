import { readProgress } from '../ingest/chunks.js'
import { type FileState, fileState, refuseChanged } from '../ingest/file-state.js'
import type { Context, Reduction, StreamFiles } from '../model/stream.js'
import type { StreamName } from '../streams/registry.js'
import type { Cache } from './cache.js'
import { reduceInParts } from './read-ranges.js'
import { pool } from './worker-pool.js'

export interface Digest {
  bytes: number
  sha256: string
}

/** How the files of runs are read: by how many jobs, and what is known of them from before. */
export interface Reading {
  jobs: number
  digest(path: string): Promise<Digest>
  /**
   * What a stream keeps of its files in memory.
   * @throws InputError for files that cannot be used, or that change while they are read.
   */
  reduce(stream: StreamName, files: StreamFiles, context: Context): Promise<Reduction<object>>
  end(): Promise<void>
}

/** A file changed so shortly ago may change again without its times telling. */
const SETTLED = 2000

/** What comes out is the same for any number of jobs, with a cache and without. */
export function runReader(jobs: number, cache: Cache | null): Reading {
  const workers = pool(jobs)
  const known = new Map<string, Promise<Digest & { state: FileState }>>()

  const digestOf = async (path: string, state: FileState) => {
    const key = ['digest', state.id]
    const kept = digestIn(await cache?.get(key))
    if (kept !== null) return { ...kept, state }
    const asked = Date.now()
    const digest = await workers.run({ do: 'digest', path }, state.bytes)
    await refuseChanged(path, state)
    if (asked - state.changed > SETTLED) await cache?.put(key, digest)
    return { ...digest, state }
  }
  const digest = (path: string) => {
    const found = known.get(path) ?? fileState(path).then((state) => digestOf(path, state))
    known.set(path, found)
    return found
  }
  return {
    jobs,
    async digest(path) {
      const { bytes, sha256 } = await digest(path)
      return { bytes, sha256 }
    },
    async reduce(stream, files, context) {
      const { run, window, format = null } = context
      const list = Object.entries(files).flatMap(([role, file]) =>
        [file, ...(file.also ?? [])].map((one) => [role, one] as const),
      )
      const digests = await Promise.all(list.map(([, { path }]) => digest(path)))
      const bytes = digests.reduce((all, one) => all + one.bytes, 0)
      const times = window && [
        window.monotonic.start,
        window.monotonic.end,
        window.boottime.start,
        window.boottime.end,
      ]
      const key = [
        'reduction',
        stream,
        run,
        String(times),
        ...(format === null ? [] : ['format', format]),
        ...list.flatMap(([role, { name }], index) => [role, name, digests[index]?.sha256 ?? '']),
      ]
      const kept = await cache?.get(key)
      if (isReduction(kept)) {
        Atomics.add(readProgress.counts, 0, BigInt(bytes))
        return kept
      }
      const whole = () => workers.run({ do: 'reduce', stream, files, context }, bytes)
      const reduction =
        (jobs > 1 ? await reduceInParts(workers, jobs, stream, files, context) : null) ?? (await whole())
      for (const [index, [, { path }]] of list.entries())
        await refuseChanged(path, (digests[index] as { state: FileState }).state)
      await cache?.put(key, reduction)
      return reduction
    },
    end: () => workers.end(),
  }
}

function digestIn(value: unknown): Digest | null {
  const { bytes, sha256 } = (value ?? {}) as Partial<Digest>
  return typeof bytes === 'number' && typeof sha256 === 'string' ? { bytes, sha256 } : null
}

function isReduction(value: unknown): value is Reduction<object> {
  return typeof (value as { present?: unknown } | undefined)?.present === 'boolean'
}
