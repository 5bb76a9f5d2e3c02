import { statSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { reduceInParts } from '../../src/experiment/read-ranges.js'
import type { Pool } from '../../src/experiment/worker-pool.js'
import { runTask } from '../../src/experiment/worker-task.js'
import { pageFaults } from '../../src/streams/page-faults.js'
import { temporaryFile } from '../temporary.js'

const RECORD = '{"type": "printf", "data": "90000000000 12 13 u 7f0000001000 a\\n"}\n'
const JOBS = 2

/** The parts of a file answer last to first, as far as they are under way at the same time. */
function backwards(bytes: number) {
  const seen = { parts: 0, most: 0, underWay: 0 }
  const pool: Pool = {
    async run(task) {
      seen.parts++
      seen.most = Math.max(seen.most, ++seen.underWay)
      const from = task.do === 'part' ? task.range.from : 0
      await new Promise((resolve) => setTimeout(resolve, 40 * (1 - from / bytes)))
      const made = await runTask(task)
      seen.underWay--
      return made as never
    },
    end: async () => {},
  }
  return { pool, seen }
}

test('parts are joined in the order of the file, whichever is read first', async () => {
  // what is not understood is told by its first line, which is in the second of eight parts
  const odd = 'what is this\n'
  const path = temporaryFile(RECORD.repeat(150) + odd + RECORD.repeat(800) + odd + RECORD.repeat(40))
  const files = { trace: { path, name: 'trace' } }
  const context = { run: 'run', window: null }
  const { pool, seen } = backwards(statSync(path).size)
  const found = await reduceInParts(pool, JOBS, 'page-faults', files, context, 1000)
  expect(found).toMatchObject({ value: { total: 990, unknown: { count: 2, firstLine: 151 } } })
  expect(found).toEqual(await pageFaults.reduce(files, context))
  expect(seen).toEqual({ parts: 8, most: 2 * JOBS, underWay: 0 })
})
