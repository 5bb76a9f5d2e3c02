import type { OnProgress } from '../experiment/bare.js'
import { readProgress } from '../ingest/chunks.js'
import { bytesOf } from './bytes-of.js'

/** What a command may touch of the world around it, so that tests can run it in-process. */
export interface Io {
  stdout: { write(text: string): unknown; isTTY?: boolean }
  stderr: { write(text: string): unknown; isTTY?: boolean }
  /** Without it nothing is kept in or taken from the user's cache. */
  env?: Readonly<Record<string, string | undefined>>
  /** How many processors there are to share work out to; without it, one. */
  processors?: number
}

export const EXIT = {
  ok: 0,
  /** --strict, and a check invalidates the experiment, or a primary verdict rests on what was not recorded. */
  unsound: 1,
  /** diff: a metric regressed. */
  regressed: 1,
  /** An error in the input or the usage, which the user can fix. */
  input: 2,
  /** diff: the data neither show a regression nor exclude one. */
  cannotTell: 3,
  /** An internal error. */
  bug: 70,
  /** The machine is short of something: space, open files, memory. */
  system: 74,
} as const

/** Progress on stderr, only when someone watches it; `done` of all that there is ends it. */
export function progressOn(io: Io, quiet: boolean): OnProgress {
  if (quiet || io.stderr.isTTY !== true) return () => {}
  const began = performance.now()
  const before = readProgress.counts.map((_, index) => Atomics.load(readProgress.counts, index))
  let now = { done: 0, total: 1, what: '' }
  let toRead = 0
  const show = () => {
    const seconds = (performance.now() - began) / 1000
    const [bytes = 0, lines = 0] = Array.from(before, (from, index) =>
      Number(Atomics.load(readProgress.counts, index) - from),
    )
    io.stderr.write(`\r\x1b[K${progressLine({ ...now, seconds, bytes, lines, toRead })}`)
  }
  const timer = setInterval(show, 250).unref()
  return (done, total, what, files = []) => {
    now = { done, total, what }
    if (files.length > 0)
      bytesOf(files).then((bytes) => {
        toRead = bytes
      })
    if (done < total) return show()
    clearInterval(timer)
    io.stderr.write('\r\x1b[K')
  }
}

export interface Progress {
  done: number
  total: number
  what: string
  seconds: number
  /** Of files as they lie on disk. */
  bytes: number
  lines: number
  /** Bytes of all files. */
  toRead: number
}

/** `3/24 b02-1-mglru-on, 410 MB/s, 2.6 million lines/s, 12 s left`; speed and time left once they can be told. */
export function progressLine({ done, total, what, seconds, bytes, lines, toRead }: Progress): string {
  const parts = [`${done}/${total} ${what.slice(-40).replace(/[^\x20-\x7e]/g, '?')}`]
  if (seconds >= 0.5) {
    parts.push(`${(bytes / 1e6 / seconds).toFixed(0)} MB/s`)
    parts.push(`${(lines / 1e6 / seconds).toFixed(1)} million lines/s`)
    if (bytes > 0 && bytes < toRead) parts.push(`${Math.ceil((seconds * (toRead - bytes)) / bytes)} s left`)
  }
  return parts.join(', ')
}
