import { InputError, type InputProblem } from '../base/input-error.js'
import { SystemError } from '../base/system-error.js'
import { hashFile } from '../ingest/chunks.js'
import type { Context, LineRange, Posted, Reduction, StreamFiles } from '../model/stream.js'
import { type StreamName, streamOf } from '../streams/registry.js'

/** What is done with files, in this process or in a worker: all of it can be sent from one to the other. */
export type Task =
  | { do: 'digest'; path: string }
  | { do: 'reduce'; stream: StreamName; files: StreamFiles; context: Context }
  | { do: 'part'; stream: StreamName; files: StreamFiles; range: LineRange; context: Context }

export interface Results {
  digest: { bytes: number; sha256: string }
  reduce: Reduction<object>
  /** Null where it cannot be read in parts; also for an error, since only reading in one tells the first of the file. */
  part: Posted | null
}

/** @throws InputError for a file that cannot be used. */
export async function runTask(task: Task): Promise<Results[Task['do']]> {
  if (task.do === 'digest') return hashFile(task.path)
  const stream = streamOf(task.stream)
  if (task.do === 'reduce') return stream.reduce(task.files, task.context)
  return (stream.ranges?.read(task.files, task.range, task.context) ?? Promise.resolve(null)).catch(
    (error) => {
      if (error instanceof InputError) return null
      throw error
    },
  )
}

/** An error as a worker sends it. */
export interface SentError {
  input: InputProblem | null
  system: { path: string; code: string } | null
  message: string
}

export function serializeError(error: unknown): SentError {
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof SystemError)
    return { input: null, system: { path: error.path, code: error.code }, message }
  if (!(error instanceof InputError)) return { input: null, system: null, message }
  const { path, line, expected, found, remedy } = error
  return { input: { path, line, expected, found, remedy }, system: null, message }
}

export function deserializeError({ input, system, message }: SentError): Error {
  if (system !== null) return new SystemError(system.path, system.code)
  return input === null ? new Error(message) : new InputError(input)
}
