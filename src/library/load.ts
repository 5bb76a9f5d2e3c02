import { stat } from 'node:fs/promises'
import { InputError } from '../base/input-error.js'
import { loadBare, type OnProgress } from '../experiment/bare.js'
import { cacheIn } from '../experiment/cache.js'
import { loadDirectory } from '../experiment/directory.js'
import type { Experiment } from '../experiment/experiment.js'
import { loadReduced } from '../experiment/reduced.js'
import { runReader } from '../experiment/run-reader.js'

/** An experiment directory; a file, or several, that `mglru-report reduce` wrote; or standalone traces, one for each run. */
export type Source = string | readonly string[] | { off: readonly string[]; on: readonly string[] }

export interface LoadOptions {
  /** How many files are read at once, large ones in workers: 1 to 256, 1 when it is not given. */
  jobs?: number
  /** Keeps what was read where the command line does, `$XDG_CACHE_HOME/mglru-report`, and takes it from there; false when not given. */
  cache?: boolean
  /** Called for each run that was read: how many are done, of how many, and which. */
  onProgress?: (done: number, total: number, what: string) => void
}

export interface Loaded {
  experiment: Experiment
  /** Where its files are; null where only what is kept of them is known. */
  directory: string | null
}

const MAX_JOBS = 256

/**
 * Reads an experiment, with the same result for any options.
 * @throws InputError, or InputErrors for several at once, for what cannot be read.
 */
export async function load(source: Source, options: LoadOptions = {}): Promise<Loaded> {
  const { jobs = 1, cache = false, onProgress = () => {} } = options
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MAX_JOBS)
    throw new InputError({
      path: 'jobs',
      expected: `a whole number from 1 to ${MAX_JOBS}`,
      found: String(jobs),
      remedy: 'give as many as there are free processors',
    })
  const progress: OnProgress = (done, total, what) => onProgress(done, total, what)
  const reading = runReader(jobs, cache ? cacheIn(process.env) : null)
  try {
    if (typeof source === 'string' && !(await isFile(source)))
      return { experiment: await loadDirectory(source, progress, reading), directory: source }
    const experiment =
      typeof source === 'object' && 'off' in source
        ? await loadBare(source.off, source.on, progress, reading)
        : await loadReduced([source].flat())
    return { experiment, directory: null }
  } finally {
    await reading.end()
  }
}

const isFile = (path: string) =>
  stat(path).then(
    (one) => one.isFile(),
    () => false,
  )
