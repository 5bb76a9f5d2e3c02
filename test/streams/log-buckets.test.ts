import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { heatBuilder } from '../../src/streams/heat.js'
import { logBuckets, octaveOf } from '../../src/streams/log-buckets.js'

const filled = (values: readonly number[]) => {
  const buckets = logBuckets()
  for (const value of values) buckets.add(value)
  return buckets.end()
}

test('below 16 every number has its own bucket; above, eight share a doubling', () => {
  expect(filled([0, 1, 15, 16, 17, 31, 32, 35])).toEqual([
    { min: 0, max: 0, count: 1 },
    { min: 1, max: 1, count: 1 },
    { min: 15, max: 15, count: 1 },
    { min: 16, max: 17, count: 2 },
    { min: 30, max: 31, count: 1 },
    { min: 32, max: 35, count: 2 },
  ])
})

test('every number is in a bucket whose bounds are at most an eighth apart, and none is lost', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 2 ** 53 - 1 }), { maxLength: 50 })
  fc.assert(
    fc.property(numbers, (values) => {
      const buckets = filled(values)
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length)
      for (const value of values) {
        const holding = buckets.filter(({ min, max }) => (min ?? 0) <= value && value <= (max ?? 0))
        expect(holding).toHaveLength(1)
        expect(((holding[0]?.max ?? 0) + 1) / Math.max(1, holding[0]?.min ?? 0)).toBeLessThanOrEqual(2)
        if (value >= 8)
          expect(((holding[0]?.max ?? 0) + 1) / (holding[0]?.min ?? 1)).toBeLessThanOrEqual(1.125)
      }
    }),
  )
})

test('octaves', () => expect([0, 0.5, 1, 1023, 1024, 1025].map(octaveOf)).toEqual([0, 0, 1, 512, 1024, 1024]))

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
