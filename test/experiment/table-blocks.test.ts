import { expect, test } from '@jest/globals'
import { loadTable } from '../../src/experiment/table.js'
import { buildReport } from '../../src/report/report.js'
import { NO_DIGEST } from '../fixtures.js'
import { written } from './found.js'

const HEAD = 'run,condition,metric,value,unit,better,block\n'
/** Blocks far apart from each other, and in each of them the second condition a little lower. */
const rows = (block: (n: number) => string) =>
  [1, 2, 3, 4, 5, 6, 7, 8]
    .map(
      (n) =>
        `a${n},off,time,${1000 * n},s,lower,${block(n)}\nb${n},on,time,${1000 * n * (0.89 + n / 1000)},s,lower,${block(n)}\n`,
    )
    .join('')

test('runs of one block are compared with each other, and without the column they are not', async () => {
  const file = written({
    'in-blocks.csv': HEAD + rows(String),
    'apart.csv': HEAD + rows(() => ''),
  })
  const verdicts = []
  for (const name of ['in-blocks.csv', 'apart.csv']) {
    const report = buildReport(await loadTable(file(name), null, NO_DIGEST))
    const { verdict, effect } = report.comparisons.find(({ metric }) => metric === 'workload:time') ?? {}
    verdicts.push([verdict, effect?.estimate])
  }
  // exact signed-rank test of 8 pairs of one sign: p = 2 / 2^8; the two samples of 8 overlap almost wholly
  expect(verdicts).toEqual([
    ['improved', expect.closeTo(0.8945, 3)],
    ['inconclusive', expect.any(Number)],
  ])
})

test.each([
  [
    'for some runs only',
    (n: number) => (n === 3 ? '' : String(n)),
    ':6: expected a block of each run, as on line 2, or of none, found none',
  ],
  [
    'with two runs of one condition',
    (n: number) => String(Math.min(n, 7)),
    ':16: expected one run of off in block 7, found another on line 14',
  ],
])('a block %s is refused with its line', async (_, block, message) => {
  const file = written({ 't.csv': HEAD + rows(block) })
  const error = await loadTable(file('t.csv'), null, NO_DIGEST).catch((one) => one)
  expect(error.toLine()).toContain(message)
})
