import { fileState } from '../ingest/file-state.js'
import { rangesOf } from '../ingest/line-range.js'
import type { Context, LineRange, Reduction, StreamFiles } from '../model/stream.js'
import { type StreamName, streamOf } from '../streams/registry.js'
import type { Pool } from './worker-pool.js'

/** Much longer to read than to hand out, to make its code fast in a worker, and to join. */
const MIN_BYTES = 128 << 20
/** Enough that all jobs end at about the same time. */
const PARTS_A_JOB = 4

/** What `reduce` would give of a long trace, from parts that are read side by side; null where that is not to be had. */
export async function reduceInParts(
  workers: Pool,
  jobs: number,
  stream: StreamName,
  files: StreamFiles,
  context: Context,
  shortest = MIN_BYTES,
): Promise<Reduction<object> | null> {
  const { ranges: how } = streamOf(stream)
  const { trace } = files
  if (how === undefined || trace === undefined) return null
  const { bytes } = await fileState(trace.path)
  const ranges = await rangesOf(trace.path, bytes, Math.max(shortest, bytes / (PARTS_A_JOB * jobs)))
  if (ranges.length === 1) return null
  const read = (range: LineRange) =>
    workers.run({ do: 'part', stream, files, range, context }, range.to - range.from)
  // parts that wait to be joined are in memory: twice as many as are read
  return how.merge(inOrder(ranges, 2 * jobs, read), files, context)
}

/** What comes of each, in their order, while at most so many are under way. */
async function* inOrder<One, Made>(
  all: readonly One[],
  most: number,
  make: (one: One) => Promise<Made>,
): AsyncGenerator<Made> {
  const waiting = all.slice(0, most).map(make)
  try {
    for (let done = 0; done < all.length; done++) {
      yield (await waiting.shift()) as Made
      const next = all[done + most]
      if (next !== undefined) waiting.push(make(next))
    }
  } finally {
    // also when the caller stops early: nothing is read once it has its answer
    await Promise.allSettled(waiting)
  }
}
