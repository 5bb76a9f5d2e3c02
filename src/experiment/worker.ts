import { parentPort, workerData } from 'node:worker_threads'
import { readProgress } from '../ingest/chunks.js'
import { runTask, type SentError, serializeError, type Task } from './worker-task.js'

/** What a worker answers. */
export type Answer = { result: unknown } | { error: SentError }

readProgress.counts = workerData as BigInt64Array<SharedArrayBuffer>
parentPort?.on('message', async (task: Task) => {
  const answer: Answer = await runTask(task).then(
    (result) => ({ result }),
    (error) => ({ error: serializeError(error) }),
  )
  parentPort?.postMessage(answer)
})
