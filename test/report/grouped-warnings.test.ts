import { expect, test } from '@jest/globals'
import { groupedWarnings } from '../../src/report/grouped-warnings.js'

const lost = (run: string | null, file: string, lost = 1) => ({
  id: 'events-lost',
  severity: 'caution' as const,
  text: `runs/${run}/${file}: ${lost} events were lost.`,
  subject: run,
})

test('what is said of the same file of several runs is said once, with the runs', () => {
  expect(
    groupedWarnings([lost('a', 'swap.ndjson'), lost('a', 'oom.ndjson'), lost('b', 'swap.ndjson', 7)]),
  ).toEqual([
    {
      ...lost('a', 'swap.ndjson'),
      text: 'runs/a/swap.ndjson: 1 events were lost. Also in one other run: b.',
    },
    lost('a', 'oom.ndjson'),
  ])
})

test('at most twelve other runs are named', () => {
  const runs = Array.from({ length: 20 }, (_, index) => lost(`r${index}`, 'swap.ndjson.gz'))
  const [only, ...more] = groupedWarnings(runs)
  expect(more).toEqual([])
  expect(only?.text).toMatch(/in 19 other runs: r1, r2, .*, r12 and 7 more\.$/)
})

test('two of one run, those of no run and those that name no file stay as they are', () => {
  const plain = { ...lost('c', 'x'), text: 'no file here' }
  const other = { ...plain, text: 'nor one here' }
  const all = [lost('a', 'swap.ndjson'), lost('a', 'swap.ndjson', 2), lost(null, 'swap.ndjson'), plain, other]
  expect(groupedWarnings(all)).toEqual(all)
  expect(groupedWarnings([...all, ...all])).toEqual(all)
})
