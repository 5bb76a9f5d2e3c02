import { Worker } from 'node:worker_threads'
import { readProgress } from '../ingest/chunks.js'
import type { Answer } from './worker.js'
import { deserializeError, type Results, runTask, type Task } from './worker-task.js'

/** Below this a worker would cost more than it saves. */
const WORTH_A_WORKER = 1 << 20

export interface Pool {
  /** Runs a task on files of `bytes`, as soon as one of the jobs is free. */
  run<T extends Task>(task: T, bytes: number): Promise<Results[T['do']]>
  end(): Promise<void>
}

interface Job {
  worker: Worker | null
}

/** Runs at most `jobs` tasks at once: of more than one, those on large files in workers, which start when they are needed. */
export function pool(jobs: number): Pool {
  const free: Job[] = Array.from({ length: jobs }, () => ({ worker: null }))
  const waiting: ((job: Job) => void)[] = []
  const take = () =>
    new Promise<Job>((resolve) => {
      const job = free.pop()
      if (job === undefined) waiting.push(resolve)
      else resolve(job)
    })
  const give = (job: Job) => {
    const next = waiting.shift()
    if (next === undefined) free.push(job)
    else next(job)
  }
  return {
    async run(task, bytes) {
      const job = await take()
      try {
        if (jobs === 1 || bytes < WORTH_A_WORKER) return (await runTask(task)) as never
        job.worker ??= startWorker(() => {
          job.worker = null
        })
        return (await ask(job.worker, task)) as never
      } finally {
        give(job)
      }
    },
    async end() {
      await Promise.all(free.map(({ worker }) => worker?.terminate()))
    },
  }
}

function startWorker(onEnd: () => void): Worker {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: readProgress.counts })
  worker.once('error', onEnd).once('exit', onEnd)
  // a worker that waits for work does not keep the program from ending
  worker.unref()
  return worker
}

function ask(worker: Worker, task: Task): Promise<unknown> {
  worker.ref()
  return new Promise((resolve, reject) => {
    const done = () => {
      worker.off('message', onAnswer).off('error', onError).off('exit', onExit)
      worker.unref()
    }
    const onAnswer = (answer: Answer) => {
      done()
      if ('error' in answer) reject(deserializeError(answer.error))
      else resolve(answer.result)
    }
    const onError = (error: Error) => {
      done()
      reject(error)
    }
    const onExit = () => onError(new Error('a worker ended before its work did'))
    worker.on('message', onAnswer).on('error', onError).on('exit', onExit)
    worker.postMessage(task)
  })
}
