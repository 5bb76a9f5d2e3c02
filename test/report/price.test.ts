import { expect, test } from '@jest/globals'
import type { Report, ReportComparison } from '../../src/model/report.js'
import { priceText } from '../../src/report/price.js'

const RUNS = ['off-1', 'off-2', 'on-1', 'on-2']
type Row = Pick<ReportComparison, 'metric' | 'title' | 'verdict'> & Partial<ReportComparison>

function row(own: Row, off: number[] = [1, 1], on: number[] = [2, 2]): ReportComparison {
  const side = (values: number[], runs: string[]) => ({
    n: values.length,
    values,
    runs,
    median: values[0] as number,
    missing: [],
  })
  return {
    unit: 'seconds/op',
    family: 'secondary',
    effect: { scale: 'ratio', estimate: 1.12, lower: 1.03, upper: 1.21, confidence: 0.95 },
    smallestEffect: { relative: 0.05, absolute: 0.01 },
    baseline: side(off, RUNS.slice(0, 2)),
    treatment: side(on, RUNS.slice(2)),
    ...own,
  } as ReportComparison
}
const report = (...comparisons: ReportComparison[]) =>
  ({ comparisons, runs: RUNS.map((id) => ({ id, seconds: 10 })) }) as unknown as Report

const improved = row({
  metric: 'refault-file-rate',
  title: 'File refaults',
  verdict: 'improved',
  family: 'primary',
})
const kswapd = row({
  metric: 'kswapd-cpu-per-op',
  title: 'kswapd CPU time per operation',
  verdict: 'regressed',
})
const GIB = 2 ** 30
const written = (on: number, verdict: ReportComparison['verdict'], estimate: number) => [
  row(
    {
      metric: 'swap-write-rate',
      title: 'Written to swap devices',
      verdict,
      family: 'descriptive',
      unit: 'bytes/s',
    },
    [GIB / 10, GIB / 10],
    [on, on],
  ),
  row({
    metric: 'swap-write-per-op',
    title: 'Written to swap devices per operation',
    verdict,
    effect: { scale: 'ratio', estimate, lower: null, upper: null, confidence: null },
  }),
]

test('what improved was paid with kswapd time and writes', () => {
  expect(priceText(report(improved, kswapd, ...written((2.4 * GIB) / 10, 'regressed', 2.1)))).toBe(
    'More: kswapd CPU time per operation +12%, 95% CI [+3%, +21%]; Written to swap devices per operation +110%, 1.4 GiB more in a run.',
  )
})

test('without an improvement there is no price, and none is told that was not recorded', () => {
  const open = { ...improved, verdict: 'inconclusive' as const }
  expect(priceText(report(open, kswapd))).toBe('')
  expect(priceText(report({ ...improved, family: 'secondary' }, kswapd))).toBe('')
  expect(priceText(report(improved))).toBe('')
  expect(priceText(report(improved, row({ ...kswapd, verdict: 'not-comparable' })))).toBe('')
})

test('a change that no test found is called not known, never a change', () => {
  const text = priceText(report(improved, { ...kswapd, verdict: 'inconclusive' }))
  expect(text).toBe('Not known: kswapd CPU time per operation.')
  expect(priceText(report(improved, { ...kswapd, verdict: 'equivalent' }))).toBe(
    'The same: kswapd CPU time per operation within ±5.0%.',
  )
})

test('bytes of a run are left out where they move against the estimate per operation, as where twice the work was done', () => {
  expect(priceText(report(improved, ...written((2 * GIB) / 10, 'improved', 0.7)))).toBe(
    'Less: Written to swap devices per operation −30%.',
  )
  expect(priceText(report(improved, ...written((0.5 * GIB) / 10, 'improved', 0.7)))).toBe(
    'Less: Written to swap devices per operation −30%, 512 MiB less in a run.',
  )
})
