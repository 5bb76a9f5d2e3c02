import { expect, test } from '@jest/globals'
import { screenOf } from '../../src/report/screen.js'
import { reportOf } from '../fixtures.js'

test('reads that were made 10 % slower on purpose regressed, says the report itself, with an interval that leaves out 5 %', async () => {
  const report = await reportOf('fixtures/experiments/fio-slower-6.12')
  const p95 = report.comparisons.find(({ metric }) => metric === 'workload:fio.paced.read.clat_p95')
  expect(p95).toMatchObject({ family: 'primary', verdict: 'regressed' })
  expect(p95?.effect?.estimate).toBeCloseTo(1.1, 2)
  expect(p95?.effect?.lower).toBeGreaterThan(1.05)
  expect(screenOf(report).answers[0]?.word).toMatch(/regressed/i)
  // nothing else that is tested is found
  const found = report.comparisons.filter(({ verdict }) => verdict === 'improved' || verdict === 'regressed')
  expect(found).toHaveLength(1)
})
