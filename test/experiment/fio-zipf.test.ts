import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { reportOf } from '../fixtures.js'

const RUNS = 'fixtures/experiments/fio-zipf-6.12/runs'
/** What `jq '.jobs[0].read.iops'` gives for the output of fio, which a run keeps as it was printed. */
const printed = readdirSync(RUNS)
  .filter((name) => name.startsWith('b'))
  .map((name) => {
    const text = readFileSync(`${RUNS}/${name}/workload.stdout`, 'utf8')
    return [name, JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)).jobs[0].read.iops]
  })

test('the IOPS of a recorded experiment are those that fio printed, to the last digit', async () => {
  const report = await reportOf('fixtures/experiments/fio-zipf-6.12')
  const row = report.comparisons.find(({ metric }) => metric.endsWith('fio.zipf.read.iops'))
  expect(row?.family).toBe('primary')
  const reported = [row?.baseline, row?.treatment].flatMap((side) =>
    (side?.runs ?? []).map((run, index) => [run, side?.values[index]]),
  )
  expect(Object.fromEntries(reported)).toEqual(Object.fromEntries(printed))
  expect(printed).toHaveLength(16)
})

test('what is recorded of its cgroup takes the place of the machine’s reclaim, and the limit is told', async () => {
  const report = await reportOf('fixtures/experiments/fio-zipf-6.12')
  const metrics = report.comparisons.map(({ metric }) => metric)
  expect(metrics.filter((metric) => metric.startsWith('cgroup-')).length).toBeGreaterThan(10)
  expect(metrics).not.toContain('direct-reclaim-stall-share')
  expect(report.methods.join('\n')).toMatch(/32 MiB/)
})
