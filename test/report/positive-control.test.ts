import { expect, test } from '@jest/globals'
import { reportOf } from '../fixtures.js'

test('reads that were made 10 % slower on purpose are measured as that, with an interval that leaves out 5 %', async () => {
  const { comparisons } = await reportOf('fixtures/experiments/fio-slower-6.12')
  const effectOf = (name: string) => comparisons.find(({ metric }) => metric === `workload:${name}`)?.effect
  expect(effectOf('fio.paced.read.clat_p95')?.estimate).toBeCloseTo(1.094, 2)
  expect(effectOf('fio.paced.read.clat_p95')?.lower).toBeGreaterThan(1.05)
  expect(effectOf('fio.paced.read.clat_p50')?.estimate).toBeCloseTo(1.1, 1)
})
