import { expect, test } from '@jest/globals'
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
