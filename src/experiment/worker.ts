import { parentPort, workerData } from 'node:worker_threads'
import { readSoFar } from '../ingest/chunks.js'
import { runTask, type SentError, type Task, toSent } from './worker-task.js'

/** What a worker answers. */
export type Answer = { result: unknown } | { error: SentError }

readSoFar.counts = workerData as BigInt64Array<SharedArrayBuffer>
parentPort?.on('message', async (task: Task) => {
  const answer: Answer = await runTask(task).then(
    (result) => ({ result }),
    (error) => ({ error: toSent(error) }),
  )
  parentPort?.postMessage(answer)
})
