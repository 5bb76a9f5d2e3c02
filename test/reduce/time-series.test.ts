import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { binMeans, binSecondsFor, downsample, MAX_BINS, seriesBuilder } from '../../src/reduce/time-series.js'

const S = 1_000_000_000n
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

test('growth is spread evenly over the time between two readings', () => {
  const builder = seriesBuilder({ start: 10n * S, end: 13n * S })
  builder.addIncrease('a', 9n * S, 11n * S, 20) // half of it before the window
  builder.addIncrease('a', 11n * S, 12n * S, 5)
  builder.addIncrease('a', 12n * S, 14n * S, 8) // half of it after
  expect(builder.end()).toEqual({ a: { binSeconds: 1, sum: [10, 5, 4], covered: [1, 1, 1] } })
})

test('a level counts with its mean over the bin', () => {
  const builder = seriesBuilder({ start: 0n, end: 2n * S })
  builder.addGauge('a', 0n, 2n * S, 100, 300)
  expect(binMeans(builder.end()?.['a'] as never)).toEqual([150, 250])
})

test('a bin of which less than half was seen has no value, and nothing seen is no 0', () => {
  const builder = seriesBuilder({ start: 0n, end: 3n * S })
  builder.addIncrease('a', 0n, (3n * S) / 2n, 3)
  expect(binMeans(builder.end()?.['a'] as never)).toEqual([2, 2, null])
  expect(seriesBuilder({ start: 0n, end: S }).end()).toBeUndefined()
  const unaligned = seriesBuilder(null)
  unaligned.addIncrease('a', 0n, S, 1)
  expect(unaligned.end()).toBeUndefined()
})

test('however long the window, there are at most so many bins', () => {
  expect([1, 120, 121, 240, 241, 86_400].map(binSecondsFor)).toEqual([1, 1, 2, 2, 4, 1024])
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (seconds) => {
      expect(Math.ceil(seconds / binSecondsFor(seconds))).toBeLessThanOrEqual(MAX_BINS)
    }),
  )
})

describe('whatever the readings', () => {
  const readings = fc
    .array(fc.tuple(fc.integer({ min: 1_000_000, max: 2_000_000_000 }), fc.integer({ min: 0, max: 1000 })), {
      minLength: 2,
      maxLength: 40,
    })
    .map((steps) => {
      const all = [{ at: 0n, value: 0 }]
      for (const [step, more] of steps) {
        const { at, value } = all.at(-1) as { at: bigint; value: number }
        all.push({ at: at + BigInt(step), value: value + more })
      }
      return all
    })
  type Reading = { at: bigint; value: number }
  const build = (all: readonly Reading[], end: bigint) => {
    const builder = seriesBuilder({ start: 0n, end })
    for (const [index, { at, value }] of all.entries()) {
      const before = all[index - 1]
      if (before !== undefined) builder.addIncrease('a', before.at, at, value - before.value)
    }
    return builder.end()?.['a']
  }

  test('the bins add up to what there was', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const last = all.at(-1) as Reading
        const series = build(all, last.at)
        expect(sum(series?.sum ?? [])).toBeCloseTo(last.value, 6)
        expect(sum(series?.covered ?? [])).toBeCloseTo(Number(last.at) / 1e9, 6)
      }),
    )
  })

  test('read in two parts and added, it is the same; in wider bins it has the same sum', () => {
    fc.assert(
      fc.property(readings, fc.nat(), (all, cut) => {
        const last = all.at(-1) as Reading
        const at = cut % all.length
        const whole = build(all, last.at)
        const [one, two] = [build(all.slice(0, at + 1), last.at), build(all.slice(at), last.at)]
        for (const [bin, value] of (whole?.sum ?? []).entries())
          expect((one?.sum[bin] ?? 0) + (two?.sum[bin] ?? 0)).toBeCloseTo(value, 6)
        if (whole === undefined) return
        const wider = downsample(whole, whole.binSeconds * 4)
        expect(wider.binSeconds).toBe(whole.binSeconds * 4)
        expect(sum(wider.sum)).toBeCloseTo(sum(whole.sum), 6)
      }),
    )
  })
})

test('two readings at the ends of the window tell nothing of when', () => {
  const builder = seriesBuilder({ start: 0n, end: 60n * S })
  builder.addIncrease('a', 0n, 60n * S, 100)
  expect(builder.end()).toBeUndefined()
})
