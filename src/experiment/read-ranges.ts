import { fileState } from '../ingest/file-state.js'
import { rangesOf } from '../ingest/line-range.js'
import type { Reduction, StreamFile, Window } from '../model/stream.js'
import { STREAMS } from '../streams/index.js'
import type { Pool } from './worker-pool.js'

/** Much longer to read than to hand out, to make its code fast in a worker, and to join. */
const MIN_BYTES = 128 << 20
/** Enough that all jobs end at about the same time. */
const PARTS_A_JOB = 4

/** What `reduce` would give of a long trace, from parts that are read side by side; null where that is not to be had. */
export async function reduceInParts(
  workers: Pool,
  jobs: number,
  stream: string,
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
  shortest = MIN_BYTES,
): Promise<Reduction<unknown> | null> {
  const parts = STREAMS.find(({ id }) => id === stream)?.parts
  const trace = files.find(({ role }) => role === 'trace')
  if (parts === undefined || trace === undefined) return null
  const { bytes } = await fileState(trace.path)
  const ranges = await rangesOf(trace.path, bytes, Math.max(shortest, bytes / (PARTS_A_JOB * jobs)))
  if (ranges.length === 1) return null
  let next = 0
  const waiting: Promise<unknown>[] = []
  const more = () => {
    const range = ranges[next++]
    if (range !== undefined)
      waiting.push(workers.run({ do: 'part', stream, files, range, window }, range.to - range.from))
  }
  // parts that wait to be joined are in memory: twice as many as are read
  for (let i = 0; i < 2 * jobs; i++) more()
  let whole: unknown
  try {
    for (let done = 0; done < ranges.length; done++) {
      const part = await waiting.shift()
      whole = done === 0 || part === null ? part : parts.join(whole, part)
      if (whole === null) return null
      more()
    }
  } finally {
    await Promise.allSettled(waiting)
  }
  return parts.end(whole, files, run, window)
}
