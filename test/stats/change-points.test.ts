import { expect, test } from '@jest/globals'
import { CHANGE_ALPHA, changePoints, drawsFor, LEAST_POINTS } from '../../src/stats/change-points.js'

const one = (values: readonly number[], alpha?: number) =>
  changePoints([{ name: 's', points: values.map((value) => [value]) }], alpha)[0]
/** Two levels that no order of the points imitates. */
const step = (n: number) => Array.from({ length: n }, (_, index) => (index < n / 2 ? 0 : 50) + (index % 3))

test('a change is marked at a p of 5% and below', () => {
  const [below, above] = [
    [2, 10, 8, 8, 11, 10, 17, 14, 13],
    [1, 0, 8, 1, 2, 7, 14, 17, 6],
  ] as const
  expect(one(below, 0.2)?.[0]?.pAdjusted).toBeCloseTo(0.0439, 4)
  expect(one(above, 0.2)?.[0]?.pAdjusted).toBeCloseTo(0.0554, 4)
  expect(one(below)).toHaveLength(1)
  expect(one(above)).toEqual([])
})

test('an unmistakable change has the least p that 999 permutations can give', () => {
  expect(one(step(16))).toEqual([{ at: 8, pAdjusted: 0.001 }])
})

test('fewer points than can have a p of 5% are not tested', () => {
  expect(one(step(LEAST_POINTS - 1))).toEqual([])
  expect(one(step(LEAST_POINTS))).toHaveLength(1)
})

test('fewer permutations of more points, never fewer than the family needs nor than 199', () => {
  // n points cost n² distances a permutation, of 2e8 in all
  expect([100, 400, 500, 1000, 5000].map((points) => drawsFor(points, 1))).toEqual([999, 999, 800, 200, 199])
  expect([1, 5, 8, 20, 25].map((family) => drawsFor(2000, family))).toEqual([199, 200, 320, 800, 999])
  // half of what is asked of the first of a family can be reached
  for (let family = 1; family <= 24; family++)
    expect(1 / (drawsFor(2000, family) + 1)).toBeLessThanOrEqual(CHANGE_ALPHA / family / 2)
})
