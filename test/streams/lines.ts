import type { StreamFiles, Window } from '../../src/model/stream.js'
import { type StreamName, streamOf } from '../../src/streams/registry.js'
import { temporaryFile } from '../temporary.js'

// streams of a few lines, written by hand

const S = 1_000_000_000n

export const windowOf = (start: bigint, end: bigint): Window => ({
  monotonic: { start: start * S, end: end * S },
  boottime: { start: start * S, end: end * S },
})

export const named = (text: string, name = 'x') => ({ path: temporaryFile(text), name })

/** What is kept of files with its warnings, or why there is nothing. */
export async function made(
  id: StreamName,
  files: StreamFiles,
  window: Window | null = null,
  format: string | null = null,
) {
  const one = await streamOf(id).reduce(files, { run: 'run', window, format })
  return one.present ? { ...one.value, warnings: one.warnings } : one.reason
}

/** The same of a trace of these lines, an object being a line of JSON. */
export const of = (id: StreamName, lines: readonly (string | object)[], window: Window | null = null) =>
  made(
    id,
    {
      trace: named(
        lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
      ),
    },
    window,
  )

export const sample = (seconds: number, data: object) => ({
  type: 'sample',
  t: String(BigInt(seconds * 1e9)),
  data,
})
