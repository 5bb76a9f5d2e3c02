import { expect, test } from '@jest/globals'
import { blockDifferences, scaleOf } from '../../src/compare/scale.js'

// Differences lie on a grid, so that rounding breaks no ties. Powers of two, of which every step is exact.

/** The difference of the first block, whose values are 1 and a little more, next to a block of the other values. */
function difference(more: number, ...other: [number, number] | []): number | undefined {
  const pairs = [[1, 1 + more], ...(other.length === 0 ? [] : [other])] as const
  const samples = {
    x: pairs.map(([off = 0]) => off),
    y: pairs.map(([, on = 0]) => on),
    paired: true,
    blocks: pairs.map((_, index) => index + 1),
    baselineFirst: pairs.map(() => true),
    unpaired: [],
  }
  return blockDifferences(samples, 'difference')[0]
}

test('values of one size: to 33 bits of the largest', () => {
  // 9.6 steps of 2^-33
  expect(difference(1.2 * 2 ** -30)).toBe(10 * 2 ** -33)
})

test('next to larger values: to 20 bits of the smallest, as long as 50 bits hold both', () => {
  for (const size of [20, 25, 30]) expect(difference(1.2 * 2 ** -20, 2 ** size, 2 ** size)).toBe(2 ** -20)
})

test('next to a huge value: each block has a grid of its own', () => {
  // 9830.4 steps of 2^-33
  for (const size of [31, 100]) expect(difference(1.2 * 2 ** -20, 2 ** size, 2 ** size)).toBe(9830 * 2 ** -33)
})

test('values next to nothing: kept down to 2^-900, below they are 0, and never no number', () => {
  const of = (x: number[], y: number[]) =>
    blockDifferences(
      { x, y, paired: true, blocks: [1, 2], baselineFirst: [true, true], unpaired: [] },
      'difference',
    )
  expect(of([2 ** -800], [2 ** -799])).toEqual([2 ** -800])
  expect(of([1e20, 2 ** -800], [1e20, 2 ** -799])).toEqual([0, 2 ** -800])
  expect(of([5e-324], [1e-323])).toEqual([0])
  expect(of([1e20, 5e-324], [1e20, 1e-323])).toEqual([0, 0])
  expect(of([0, 1e20], [0, 1e20])).toEqual([0, 0])
})

test('odds where more than two thirds of the runs have 0, and some run reaches what matters', () => {
  const of = (zeros: number, floor = 0, rest = 5) => {
    const all = Array.from({ length: 12 }, (_, index) => (index < zeros ? 0 : rest))
    return scaleOf(
      { x: all.slice(0, 6), y: all.slice(6), paired: false, blocks: [], baselineFirst: [], unpaired: [] },
      floor,
    )
  }
  expect([0, 1, 8, 9].map((zeros) => of(zeros))).toEqual(['ratio', 'difference', 'difference', 'odds'])
  expect([of(9, 5), of(9, 6), of(9, 0, -5)]).toEqual(['odds', 'difference', 'difference'])
})
