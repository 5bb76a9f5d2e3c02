import { InputError } from '../base/input-error.js'
import type { OnProgress } from '../experiment/bare.js'
import { cacheIn } from '../experiment/cache.js'
import { type Reading, runReader } from '../experiment/run-reader.js'
import { type Io, progressOn } from './io.js'

export interface ReadingOptions {
  jobs?: string
  /** False with --no-cache. */
  cache?: boolean
}

/** Each job has memory of its own, and more of them wait for the disk. */
const MAX_JOBS_BY_DEFAULT = 4
const MAX_JOBS = 256

/** Loads something with the progress shown; the line is cleared and the workers end, whatever comes of it. */
export async function withRunReader<T>(
  options: ReadingOptions & { quiet?: boolean },
  io: Io,
  load: (progress: OnProgress, reading: Reading) => Promise<T>,
): Promise<T> {
  const reading = readingFor(options, io)
  const progress = progressOn(io, options.quiet === true)
  try {
    return await load(progress, reading)
  } finally {
    progress(1, 1, '')
    await reading.end()
  }
}

function readingFor(options: ReadingOptions, io: Io): Reading {
  const { jobs = String(Math.min(MAX_JOBS_BY_DEFAULT, io.processors ?? 1)) } = options
  if (!/^[1-9]\d{0,2}$/.test(jobs) || Number(jobs) > MAX_JOBS)
    throw new InputError({
      path: '--jobs',
      expected: `a number from 1 to ${MAX_JOBS}`,
      found: `"${jobs}"`,
      remedy: 'give as many as there are free processors',
    })
  const cache = options.cache === false || io.env === undefined ? null : cacheIn(io.env)
  return runReader(Number(jobs), cache)
}
