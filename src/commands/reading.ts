import { InputError } from '../base/input-error.js'
import { cacheIn } from '../experiment/cache.js'
import { type Reading, readingWith } from '../experiment/reading.js'
import type { Io } from './io.js'

export interface ReadingOptions {
  jobs?: string
  /** False with --no-cache. */
  cache?: boolean
}

/** Each job has memory of its own, and more of them wait for the disk. */
const MOST_BY_DEFAULT = 4
const MOST = 256

export function readingFor(options: ReadingOptions, io: Io): Reading {
  const { jobs = String(Math.min(MOST_BY_DEFAULT, io.processors ?? 1)) } = options
  if (!/^[1-9]\d{0,2}$/.test(jobs) || Number(jobs) > MOST)
    throw new InputError(
      '--jobs',
      null,
      `a number from 1 to ${MOST}`,
      `"${jobs}"`,
      'give as many as there are free processors',
    )
  const cache = options.cache === false || io.env === undefined ? null : cacheIn(io.env)
  return readingWith(Number(jobs), cache)
}
