import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { screenOf } from '../../src/report/screen.js'
import { reportOf } from '../fixtures.js'

const FOLDER = 'fixtures/experiments/headroom-6.12'
/** What awk and sort make of the lines that the workload printed in the measured runs of a condition, by block. */
const printed = (condition: string) =>
  execFileSync(
    'sh',
    [
      '-c',
      `awk -F '[= ]' '$2 == "headroom.taken" { print $3 }' ${FOLDER}/runs/b*-${condition}/workload.stdout`,
    ],
    { encoding: 'utf8' },
  )
    .trim()
    .split('\n')
    .map(Number)

test('a recorded headroom is what was printed in each run, which the latency ended, and what its values do not say is told', async () => {
  const report = await reportOf(FOLDER)
  const taken = report.comparisons.find(({ metric }) => metric === 'workload:headroom.taken')
  expect(taken?.baseline.values).toEqual(printed('mglru-off'))
  expect(taken?.treatment.values).toEqual(printed('mglru-on'))
  expect(printed('mglru-off')).toEqual([18.7, 18.7, 18.7, 18.7, 18.7, 18.7])
  expect(taken).toMatchObject({ family: 'primary', verdict: 'regressed' })
  // 37 steps of 491 KiB against 39
  expect(taken?.effect?.estimate).toBeCloseTo(37 / 39, 4)
  expect(taken?.warnings.map(({ id }) => id)).toContain('no-scatter')
  expect(report.checks.find(({ id }) => id === 'headroom-found')).toMatchObject({
    outcome: 'pass',
    text: expect.stringContaining('by the latency in 12'),
  })
  const [answer] = screenOf(report).answers
  expect(answer?.word).toMatch(/regressed/i)
  expect(answer?.text).toContain('so the CI has no width')
})
