import { expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { type QuantileRun, quantileShift } from '../../src/compare/quantile-shift.js'
import { bcaInterval, resampleCounts } from '../../src/stats/bootstrap.js'
import { hodgesLehmannShift } from '../../src/stats/rank-sum.js'
import { pseudomedian } from '../../src/stats/signed-rank.js'
import { weightedPseudomedian, weightedShift } from '../../src/stats/weighted-pseudomedian.js'
import { noisy } from './inputs.js'

const LEVELS = [0.5, 0.9, 0.99]
const runs = (name: string, factors: readonly number[]): QuantileRun[] =>
  noisy(name, 100).map((value, index) => ({
    run: `${name}${index}`,
    block: index + 1,
    quantiles: factors.map((factor) => value * factor),
  }))

const BLOCKED = { blocked: true, seed: 'x' }
const off = runs('a', [1, 3, 10])
const on = runs('b', [1, 3, 20])

test('only the tail has doubled', () => {
  const [p50, p90, p99] = quantileShift(LEVELS, off, on, BLOCKED, 999)
  expect(p50).toMatchObject({ level: 0.5, n: 12, confidence: expect.closeTo(0.9575, 3) })
  expect(p50?.lower).toBeGreaterThan(0.95)
  expect(p50?.upper).toBeLessThan(1.12)
  expect(p90?.ratio).toBeCloseTo(p50?.ratio ?? 0, 12)
  expect(p99?.ratio).toBeCloseTo(2 * (p50?.ratio ?? 0), 12)
  expect(p99?.lower).toBeGreaterThan(1.8)
  expect(p99?.bootstrap?.lower).toBeGreaterThan(1.8)
})

test('the same seed, the same bytes; in whatever order the runs come', () => {
  const one = quantileShift(LEVELS, off, on, BLOCKED, 999)
  expect(quantileShift(LEVELS, [...off].reverse(), [...on].reverse(), BLOCKED, 999)).toEqual(one)
  expect(quantileShift(LEVELS, off, on, { ...BLOCKED, seed: 'y' }, 999)).not.toEqual(one)
})

test('a quantile that is 0 or missing has no ratio, and says of how many blocks', () => {
  const zero = on.map((run) => ({ ...run, quantiles: [0, null, 5] }))
  const [p50, p90, p99] = quantileShift(LEVELS, off, zero, BLOCKED, 99)
  expect(p50).toMatchObject({ ratio: null, lower: null, bootstrap: null })
  expect(p90).toMatchObject({ n: 0, ratio: null })
  expect(p99?.ratio).toBeGreaterThan(0)
})

test('counts are the same as giving a value so many times', () => {
  const d = [0.3, -1, 2, 5, 0.1]
  const counts = Uint8Array.from([2, 0, 1, 3, 1])
  const repeated = d.flatMap((value, index) => Array.from({ length: counts[index] as number }, () => value))
  expect(weightedPseudomedian(d)(counts)).toBe(pseudomedian(repeated))
  expect(weightedPseudomedian(d)(new Uint8Array(5).fill(1))).toBe(pseudomedian(d))
  const y = [4, 9, 1]
  expect(weightedShift(d, y)(Uint8Array.from([2, 0, 1, 3, 1, 0, 2, 1]))).toBe(
    hodgesLehmannShift(repeated, [9, 9, 1]),
  )
})

test('BCa of a mean, by hand: Efron and Tibshirani, section 14.3, with bias and acceleration', () => {
  const values = [1, 2, 4, 8, 16, 3, 5, 7]
  const mean = (counts: Uint8Array) =>
    counts.reduce((sum, count, index) => sum + count * (values[index] as number), 0) /
    counts.reduce((sum, count) => sum + count, 0)
  const rows = resampleCounts([8], 9999, random('bca'))
  const { lower, upper } = bcaInterval(8, mean, rows, 0.05)
  // skewed to the right: the interval reaches further up than down from the mean of 5.75
  expect(5.75 - lower).toBeLessThan(upper - 5.75)
  // scipy.stats.bootstrap(method='BCa', n_resamples=99999) of SciPy 1.17.1 gives 3.5 and 10.125
  expect(Math.abs(lower - 3.5)).toBeLessThan(0.13)
  expect(Math.abs(upper - 10.125)).toBeLessThan(0.26)
})

test('resamples draw as many as there are from each group', () => {
  for (const row of resampleCounts([3, 5], 50, random('groups'))) {
    expect([...row].slice(0, 3).reduce((a, b) => a + b)).toBe(3)
    expect([...row].slice(3).reduce((a, b) => a + b)).toBe(5)
  }
})
