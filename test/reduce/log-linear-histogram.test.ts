import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { heatBuilder } from '../../src/reduce/heatmap.js'
import { floorPowerOfTwo, logLinearHistogram } from '../../src/reduce/log-linear-histogram.js'

const filled = (values: readonly number[]) => {
  const buckets = logLinearHistogram()
  for (const value of values) buckets.add(value)
  return buckets.end()
}

test('below 256 every number has its own bucket; above, 128 share a doubling', () => {
  expect(filled([0, 1, 255, 256, 257, 511, 512, 515])).toEqual([
    { min: 0, max: 0, count: 1 },
    { min: 1, max: 1, count: 1 },
    { min: 255, max: 255, count: 1 },
    { min: 256, max: 257, count: 2 },
    { min: 510, max: 511, count: 1 },
    { min: 512, max: 515, count: 2 },
  ])
})

test('every number is in a bucket whose numbers are within 1 % of each other, and none is lost', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 2 ** 53 - 1 }), { maxLength: 50 })
  fc.assert(
    fc.property(numbers, (values) => {
      const buckets = filled(values)
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
      for (const value of values) {
        const holding = buckets.filter(({ min, max }) => (min ?? 0) <= value && value <= (max ?? 0))
        expect(holding).toHaveLength(1)
        const { min, max } = holding[0] ?? {}
        expect((max ?? 0) / Math.max(1, min ?? 0)).toBeLessThanOrEqual(1.01)
      }
    }),
  )
})

test('octaves', () =>
  expect([0, 0.5, 1, 1023, 1024, 1025].map(floorPowerOfTwo)).toEqual([0, 0, 1, 512, 1024, 1024]))

test('heat has a cell for each time and length, what began early in the first', () => {
  const heat = heatBuilder({ start: 1_000_000_000n, end: 4_000_000_000n })
  heat.add(900_000_000n, 300_000_000)
  heat.add(1_500_000_000n, 300_000_000)
  heat.add(3_000_000_000n, 5)
  expect(heat.end()).toEqual({
    heat: {
      binSeconds: 1,
      cells: [
        { bin: 0, from: 2 ** 28, count: 2 },
        { bin: 2, from: 4, count: 1 },
      ],
    },
  })
  expect(heatBuilder(null).end()).toEqual({})
})
