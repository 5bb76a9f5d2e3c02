import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { reportOf, written } from './found.js'

const stat = (event: string, count: number) =>
  `${count},,${event},5000000,100.00,,\n7,,${event.replace('page', 'major')},5000000,100.00,,\n`

test.each([
  ['all modes and user mode', 'page-faults', 'page-faults:u', 'not-comparable'],
  ['all modes on both sides', 'page-faults', 'page-faults', 'inconclusive'],
  ['user mode on both sides', 'page-faults:u', 'page-faults:u', 'inconclusive'],
])('perf stat of %s', async (_, off, on, verdict) => {
  const file = written({ 'off.csv': stat(off, 5000), 'on.csv': stat(on, 3000) })
  const { of } = await reportOf([file('off.csv')], [file('on.csv')])
  for (const metric of ['perf-page-faults', 'perf-major-faults']) {
    expect(of(metric)?.verdict).toBe(verdict)
    if (verdict === 'not-comparable')
      expect(of(metric)?.reason).toMatch(/different modes: \S+-faults in off-1, \S+-faults:u in on-1/)
  }
})

test('a real output in both modes holds both under their own names', () => {
  expect(readFileSync('fixtures/formats/perf-stat/perf-6.1-modes.txt', 'utf8')).toMatch(/page-faults:u/)
})
