import { InputError, type InputProblem } from '../base/input-error.js'
import { hashFile } from '../ingest/chunks.js'
import type { LineRange, Reduction, StreamFile, Window } from '../model/stream.js'
import { STREAMS } from '../streams/index.js'

/** What is done with files, in this process or in a worker: all of it can be sent from one to the other. */
export type Task =
  | { do: 'digest'; path: string }
  | { do: 'reduce'; stream: string; files: readonly StreamFile[]; run: string; window: Window | null }
  | { do: 'part'; stream: string; files: readonly StreamFile[]; range: LineRange; window: Window | null }

export interface Results {
  digest: { bytes: number; sha256: string }
  reduce: Reduction<unknown>
  /** Null where it cannot be read in parts; also for an error, since only reading in one tells the first of the file. */
  part: unknown
}

/** @throws InputError for a file that cannot be used. */
export async function runTask(task: Task): Promise<Results[Task['do']]> {
  if (task.do === 'digest') return hashFile(task.path)
  const stream = STREAMS.find(({ id }) => id === task.stream)
  if (stream === undefined) throw new TypeError(`no stream ${task.stream}`)
  if (task.do === 'reduce') return stream.reduce(task.files, task.run, task.window)
  return (stream.parts?.read(task.files, task.range, task.window) ?? Promise.resolve(null)).catch((error) => {
    if (error instanceof InputError) return null
    throw error
  })
}

/** An error as a worker sends it. */
export interface SentError {
  input: InputProblem | null
  message: string
}

export function serializeError(error: unknown): SentError {
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof InputError)) return { input: null, message }
  const { path, line, expected, found, remedy } = error
  return { input: { path, line, expected, found, remedy }, message }
}

export function deserializeError({ input, message }: SentError): Error {
  return input === null ? new Error(message) : new InputError(input)
}
