import { expect, test } from '@jest/globals'
import { normalUpperTail } from '../../src/stats/normal.js'
import { rankSumInterval, rankSumTest } from '../../src/stats/rank-sum.js'
import { signedRankInterval, signedRankTest } from '../../src/stats/signed-rank.js'

test('signed ranks of six positive differences: 2 of 64 signs', () => {
  expect(signedRankTest([1, 2, 3, 4, 5, 6]).p).toBe(2 / 64)
  expect(signedRankTest([-1, -2, -3, -4, -5, -6]).p).toBe(2 / 64)
})

test('three against three can never be significant', () => {
  expect(rankSumTest([1, 2, 3], [4, 5, 6]).p).toBe(2 / 20)
  expect(rankSumTest([4, 5, 6], [1, 2, 3]).p).toBe(2 / 20)
})

test('the interval reaches the confidence of six differences', () => {
  expect(signedRankInterval([1, 2, 3, 4, 5, 6], 0.05)).toEqual({ lower: 1, upper: 6, confidence: 1 - 2 / 64 })
  expect(rankSumInterval([1, 2, 3], [14, 25, 36], 0.05)).toEqual({ lower: 11, upper: 35, confidence: 0.9 })
})

const DIFFERENCES = [3, -1, 4, 1.5, -5, 9, 2, 6, 5.25, 3.5]

test.each([-900, -300, 0, 300, 900])('scaled by 2^%i: the same p, the interval scaled', (power) => {
  const factor = 2 ** power
  const d = DIFFERENCES.map((value) => value * factor)
  expect(signedRankTest(d).p).toBe(signedRankTest(DIFFERENCES).p)
  const plain = signedRankInterval(DIFFERENCES, 0.05)
  expect(signedRankInterval(d, 0.05)).toEqual({
    lower: plain.lower * factor,
    upper: plain.upper * factor,
    confidence: plain.confidence,
  })
  const [x, y] = [d.slice(0, 5), d.slice(5)]
  const apart = rankSumInterval(DIFFERENCES.slice(0, 5), DIFFERENCES.slice(5), 0.05)
  expect(rankSumInterval(x, y, 0.05)).toMatchObject({
    lower: apart.lower * factor,
    upper: apart.upper * factor,
  })
})

test.each([
  [28, 28, true],
  [29, 29, false],
  [6, 500, true],
])('%i and %i values: exact is %p, and the two ways agree where they meet', (m, n, exact) => {
  const x = Array.from({ length: m }, (_, index) => Math.sin(index))
  const y = Array.from({ length: n }, (_, index) => Math.sin(index * 1.3) + 0.35)
  const found = rankSumTest(x, y)
  expect(found.exact).toBe(exact)
  // the approximation itself, by hand
  const u = y.reduce((sum, b) => sum + x.filter((a) => a < b).length, 0)
  const z = (Math.abs(u - (m * n) / 2) - 0.5) / Math.sqrt((m * n * (m + n + 1)) / 12)
  expect(Math.abs(found.p - 2 * normalUpperTail(z))).toBeLessThan(0.01)
})

test('fifty differences are exact and fifty-one approximate, without a jump between them', () => {
  const d = Array.from({ length: 51 }, (_, index) => Math.sin(index * 1.7) + 0.3)
  const [exact, approximate] = [signedRankTest(d.slice(0, 50)), signedRankTest(d)]
  expect([exact.exact, approximate.exact]).toEqual([true, false])
  expect(Math.abs(exact.p - approximate.p)).toBeLessThan(0.01)
  const [a, b] = [signedRankInterval(d.slice(0, 50), 0.05), signedRankInterval(d, 0.05)]
  expect(Math.abs(a.confidence - b.confidence)).toBeLessThan(0.005)
  expect(Math.abs(a.lower - b.lower)).toBeLessThan(0.05)
})
