import { expect, test } from '@jest/globals'
import { consistency } from '../../src/compare/consistency.js'

const pairs = (x: number[], y: number[], paired = true) => ({
  x,
  y,
  paired,
  blocks: [],
  baselineFirst: [],
  unpaired: [],
})

test.each([
  // ranks 1 to 4 of the logarithms, the smallest one down: (9 - 1) / 10
  [
    [10, 10, 10, 10],
    [9.9, 12, 13, 14],
    'higher in 3 and lower in 1 of 4 blocks; weighed by size, most of it points up (matched rank-biserial +0.80)',
  ],
  [
    [1, 2, 3],
    [2, 3, 4],
    'higher in 3 and lower in 0 of 3 blocks; weighed by size, all of it points up (matched rank-biserial +1.00)',
  ],
  [
    [5, 5],
    [5, 5],
    'higher in 0 and lower in 0 of 2 blocks, equal in 2; weighed by size, it points neither way (matched rank-biserial 0.00)',
  ],
  [
    [4, 0, 2],
    [1, 1, 0],
    'higher in 1 and lower in 2 of 3 blocks; weighed by size, most of it points down (matched rank-biserial \u22120.67)',
  ],
])('%j and %j by block', (x, y, text) => expect(consistency(pairs(x, y))).toBe(text))

test('without blocks: 7.5 of 9 pairs', () => {
  expect(consistency(pairs([1, 2, 3], [2, 4, 5], false))).toBe(
    "higher in 83% of all pairs of runs, ties counted half (Cliff's delta +0.67)",
  )
  expect(consistency(pairs([], [1], false))).toBeNull()
})
