import { reduceInParts } from '../../../dist/experiment/read-ranges.js'
import { pool } from '../../../dist/experiment/worker-pool.js'
import { answer, window } from './answer.mjs'

const [, , path, given] = process.argv
const jobs = Number(given)
const times = await window(path)
const workers = pool(jobs)
const files = { trace: { path, name: 'trace' } }
const context = { run: 'run', window: { monotonic: times, boottime: times } }
// as the program does it: in one where the file is not worth cutting
const { value } =
  (await reduceInParts(workers, jobs, 'page-faults', files, context)) ??
  (await workers.run({ do: 'reduce', stream: 'page-faults', files, context }, Infinity))
await workers.end()
answer(value.byProcess, value.series.faults.sum)
