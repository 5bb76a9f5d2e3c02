import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import type { RunData } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import { perfTrace } from '../../src/streams/perf-trace.js'
import { processTable } from '../../src/tables/processes.js'
import { experiment, run } from '../made.js'

const FOLDER = 'fixtures/formats/perf-trace'

async function read(name: string): Promise<RunData> {
  const reduction = await perfTrace.reduce(
    { trace: { path: `${FOLDER}/${name}`, name } },
    { run: 'run', window: null },
  )
  return { ...run('run'), streams: { 'perf-trace': reduction } }
}

const counted = (name: string, pattern: string) =>
  Number(
    execFileSync('sh', ['-c', `awk '/${pattern}/ {n++} END {print n + 0}' ${FOLDER}/${name}`], {
      encoding: 'utf8',
    }),
  )
const valueOf = (id: string, of: RunData) => METRICS.find((one) => one.id === id)?.of(of)

test.each(['6.1-off.txt', '6.12-on.txt', '7.2-off.txt'])('%s: what awk counts in it', async (name) => {
  const one = await read(name)
  const major = counted(name, ' majfault \\[')
  expect(major).toBeGreaterThan(0)
  expect(valueOf('perf-trace-major-faults', one)).toEqual({ value: major })
  expect(valueOf('perf-trace-faults', one)).toEqual({ value: counted(name, ' (min|maj)fault \\[') })
})

test('a trace that lost events counts nothing, and one without kinds no major faults', async () => {
  const lossy = await read('perf-6.1-lost.txt')
  expect(valueOf('perf-trace-faults', lossy)).toEqual({ missing: expect.stringMatching(/^events were lost/) })
  const untold = await read('perf-6.1-e.txt')
  expect(valueOf('perf-trace-major-faults', untold)).toEqual({
    missing: 'perf trace did not tell the kind of the faults',
  })
})

test('faults by process come of perf trace where there is no other trace', async () => {
  const one = await read('6.12-on.txt')
  const rows = processTable(experiment(one)).objects()
  expect(rows).toEqual([{ run: 'run', process: 'stress-ng', rank: 1, faults: 400 }])
  const own = {
    present: true as const,
    value: { byProcess: new Map([['a', 2]]), keyedBy: 'name' },
    warnings: [],
  }
  const both = { ...one, streams: { ...one.streams, 'page-faults': own } } as unknown as RunData
  expect(processTable(experiment(both)).objects()).toMatchObject([{ process: 'a', faults: 2 }])
})
