import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { reportOf } from '../fixtures.js'

const DIRECTORY = 'fixtures/experiments/swap-pressure-6.12'

const linesOf = (run: string, stream: string) =>
  gunzipSync(readFileSync(join(DIRECTORY, 'runs', run, `${stream}.ndjson.gz`)))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

test('faults by kind are those of the samples and the maps', async () => {
  const report = await reportOf(DIRECTORY)
  const kinds = new Map(report.processes.kinds.map((row) => [row.kind, row]))
  const runs = readdirSync(join(DIRECTORY, 'runs'))
    .filter((name) => /^b\d+-\d-mglru-on$/.test(name))
    .sort()
  const deltas = runs.map((run) => {
    const samples = linesOf(run, 'vmstat').filter(({ type }) => type === 'sample')
    const grown = (key: string) => samples.at(-1).data[key] - samples[0].data[key]
    return { major: grown('pgmajfault'), minor: grown('pgfault') - grown('pgmajfault') }
  })
  expect(kinds.get('counted, major')?.treatment).toEqual(deltas.map(({ major }) => major))
  expect(kinds.get('counted, minor')?.treatment).toEqual(deltas.map(({ minor }) => minor))

  const [user, kernel] = ['traced, in user mode', 'traced, in kernel mode'].map((kind) => kinds.get(kind))
  const totals = report.runs
    .filter((run) => run.included && run.condition === 'mglru-on')
    .map(({ faults }) => faults)
  expect(user?.treatment.map((faults, run) => faults + (kernel?.treatment[run] ?? 0))).toEqual(totals)
  for (const [index, run] of runs.entries()) {
    const all = linesOf(run, 'page-faults')
      .filter(({ type, data }) => type === 'map' && Object.keys(data)[0]?.startsWith('@faults'))
      .flatMap(({ data }) => Object.entries(Object.values(data)[0] as Record<string, number>))
    const inKernel = all.reduce((sum, [key, count]) => (key.includes(',kernel,') ? sum + count : sum), 0)
    // maps outside the measured window are not in the report
    expect(kernel?.treatment[index]).toBeLessThanOrEqual(inKernel)
    expect(kernel?.treatment[index]).toBeGreaterThan(0.2 * inKernel)
  }
})

test('a trace that does not tell the mode has no such row', async () => {
  const { kinds } = (await reportOf('fixtures/one-liner-6.1')).processes
  expect(kinds.map(({ kind }) => kind)).toEqual(['counted, minor', 'counted, major'])
})
