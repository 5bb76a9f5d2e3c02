import { describe, expect, test } from '@jest/globals'
import { compareAll } from '../../src/compare/compare.js'
import { METRICS } from '../../src/metrics/index.js'
import type { Comparison, ComparisonInput, Design } from '../../src/model/comparison.js'
import { buildReport } from '../../src/report/report.js'
import { loadFixture } from '../fixtures.js'
import { run } from '../made.js'
import { blocked, noisy } from './inputs.js'

// Experiments that did not go as planned: a sentence and a weaker answer, by the test that the plan chose.

const BLOCKED: Design = { blocked: true, seed: 's' }
const one = (input: ComparisonInput, design = BLOCKED) => compareAll([input], design)[0] as Comparison
const ABBA = 'Exact AB-BA rank-sum test, paired by block'

describe('12 planned blocks', () => {
  const at = (values: readonly number[], changes: Record<number, number | null>) =>
    values.map((value, index) => (index in changes ? (changes[index] ?? null) : value))
  test('13 are 7 and 6, all of them exact', () => {
    const found = one(blocked(noisy('a', 100, 13), noisy('b', 150, 13)))
    expect(found.test).toMatchObject({ name: ABBA, n: 13, p: expect.closeTo(2 / 1716, 12) })
  })
  test('three lost blocks of one order leave 3 and 6: exact for what is there, with the least p that it has', () => {
    const lost = { 0: null, 2: null, 4: null }
    const found = one(blocked(at(noisy('a'), lost), noisy('b', 150)))
    expect(found).toMatchObject({
      verdict: 'improved',
      test: { name: ABBA, n: 9, p: expect.closeTo(2 / 84, 12) },
      warnings: expect.arrayContaining([
        expect.objectContaining({ text: 'Excluded (incomplete block): b1-on, b3-on, b5-on.' }),
      ]),
    })
    const five = one(blocked(at(noisy('a'), { ...lost, 6: null, 8: null }), noisy('b', 150)))
    expect(five).toMatchObject({
      verdict: 'inconclusive',
      test: { name: null, n: 7, p: null },
      reason: 'Described, not tested: with 7 complete blocks no exact test can give a p below 0.286.',
    })
  })
  test('one run a block is missing: nothing to pair', () => {
    const half = (values: readonly number[], odd: number) =>
      values.map((value, index) => (index % 2 === odd ? value : null))
    expect(one(blocked(half(noisy('a'), 0), half(noisy('b'), 1)))).toMatchObject({
      verdict: 'inconclusive',
      effect: null,
      reason: 'No block has a value under both conditions.',
    })
  })
  test('all equal', () => {
    const same = Array.from({ length: 12 }, () => 5)
    expect(one(blocked(same, same))).toMatchObject({
      verdict: 'equivalent',
      effect: { estimate: 1, lower: 1, upper: 1 },
      reason: 'Not tested: too many ties among 12 complete blocks (smallest possible p = 1.000).',
    })
  })
  test('0 in some runs: differences, and which runs', () => {
    const found = one(blocked(at(noisy('a', 5), { 1: 0, 4: 0 }), at(noisy('b', 50), { 7: 0 })))
    expect(found).toMatchObject({ test: { name: ABBA, n: 12 }, effect: { scale: 'difference' } })
    expect(found.warnings.map(({ text }) => text)).toContain(
      'Compared as differences, not ratios: 0 in 3 of 24 runs.',
    )
  })
  test('infinite, absurd and no numbers: missing, each with its reason', () => {
    const found = one(
      blocked(at(noisy('a'), { 0: Number.POSITIVE_INFINITY, 3: 1e300, 5: Number.NaN }), noisy('b', 150)),
    )
    expect(found).toMatchObject({ verdict: 'improved', test: { name: ABBA, n: 9 } })
    expect(found.baseline.missing.map(({ reason }) => reason)).toEqual([
      'the value is Infinity, not a number',
      'the value 1e+300 is beyond belief',
      'the value is NaN, not a number',
    ])
  })
})

test('what no measurement can be so small is missing, too, and 0 is a value', () => {
  const cost = noisy('a').map((value, index) => (index === 4 ? 1e-297 : index === 6 ? 0 : value))
  const found = one(blocked(cost, noisy('b', 150)))
  const least = (value: number) => one(blocked([value, 2, 3], [1, 2, 3])).baseline.n
  expect([9e-201, 1.1e-200].map(least)).toEqual([2, 3])
  expect(found.baseline.missing).toEqual([{ run: 'b5-off', reason: 'the value 1e-297 is beyond belief' }])
  expect(found).toMatchObject({ verdict: 'improved', effect: { scale: 'difference' }, test: { n: 11 } })
})

test('medians that move against the estimate are told apart, however little they differ', () => {
  // each block rises by a hundredth, but for the seventh: it is half of the median, since the levels of the blocks lie far apart
  const text = (before: number, after: number) => {
    const level = [1, 2, 3, 4, 5, 6, before, 800, 900, 1000, 1100, 1200]
    const on = level.map((value, index) => (index === 6 ? after : index === 5 ? 6 : value * 1.01))
    return one(blocked(level, on)).warnings.find(({ id }) => id === 'medians-disagree')?.text
  }
  expect(text(700.01, 700)).toBe(
    'The median falls from 353.005 to 353.000 although the estimated change is an increase: the estimate compares runs within their blocks, the medians ignore the blocks.',
  )
  expect(text(64.6, 62.2)).toMatch(/^The median falls from 35\.3 to 34\.1 although/)
})

test('a workload that did nothing has no cost per operation, and says why', () => {
  const cost = METRICS.find(({ id }) => id === 'swap-in-per-op')
  const did = (bogoOps: number) => ({
    vmstat: { deltas: new Map([['pswpin', 10]]) },
    'stress-ng': { stressors: [{ name: 'vm', bogoOps, seconds: 10 }] },
  })
  expect(cost?.of(run('on-1', did(0)))).toEqual({ missing: 'the workload completed no operation' })
  expect(cost?.of(run('on-1', did(5)))).toMatchObject({ value: 2 })
})

test('a plan that was changed between two looks: nothing is primary, no verdict, and both are said', async () => {
  const experiment = await loadFixture('fixtures/constructed/blocks')
  const { manifest } = experiment
  if (manifest === null) throw new Error('a fixture without a manifest')
  const runs = experiment.runs.map((one) => ({
    ...one,
    declaration: (one.block ?? 0) > 6 ? manifest.sha256 : 'f'.repeat(64),
  }))
  const report = buildReport({ ...experiment, runs })
  expect(report.checks.find(({ id }) => id === 'declared-before')).toMatchObject({
    outcome: 'caution',
    text: expect.stringMatching(/experiment\.json is not the one that .* began with\. No metric is primary/),
  })
  const throughput = report.comparisons.find(({ metric }) => metric === 'bogo-ops-rate')
  expect(throughput).toMatchObject({
    family: 'secondary',
    verdict: 'inconclusive',
    clarity: null,
    reason:
      '2 blocks were added to the plan afterwards; p is not corrected for that, so there is no verdict.',
  })
  expect(throughput?.test.p).toBeLessThan(0.01)
})
