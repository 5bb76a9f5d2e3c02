import { expect, test } from '@jest/globals'
// @ts-expect-error a script without types
import { fleetTables, lineTo, meanOf } from '../../bench/fleet/page.mjs'

test('a line through points on a line has no error, and goes on', () => {
  const { slope, start, value, lower, upper } = lineTo(
    [
      [10, 25],
      [100, 205],
      [1000, 2005],
    ],
    100_000,
  )
  expect(slope).toBeCloseTo(2, 9)
  expect(start).toBeCloseTo(5, 6)
  for (const one of [value, lower, upper]) expect(one).toBeCloseTo(200_005, 3)
})

test('points beside the line make the interval wide, wider the further it goes', () => {
  const points = [
    [10, 27],
    [100, 195],
    [1000, 2105],
  ]
  const width = (far: number) => {
    const { value, lower, upper } = lineTo(points, far)
    expect(lower).toBeLessThan(value)
    return (upper - lower) / far
  }
  // by the textbook's formula, with the quantile 12.706 of one degree of freedom
  expect(width(100_000)).toBeCloseTo(0.50483, 5)
  expect(width(1_000_000)).toBeCloseTo(width(100_000), 2)
})

test('mean and interval of a mean by hand', () => {
  const { mean, half } = meanOf([1, 2, 3])
  expect(mean).toBe(2)
  // 4.303 · 1 / √3
  expect(half).toBeCloseTo(2.4843, 3)
})

test('the tables: so many experiments are so many times one', () => {
  const step = (cpu: number[]) => ({ cpu, wall: 1, peak: 100 })
  const size = (count: number) => ({
    count,
    indexBytes: 700 * count,
    indexGzip: 40 * count,
    index: { cpu: 0.5 + 0.004 * count, wall: 1, peak: 100 + 0.05 * count },
    pool: { cpu: 0.5 + 0.002 * count, wall: 1, peak: 100 + 0.01 * count },
  })
  const results = {
    on: '2026-01-01',
    machine: 'a machine',
    load: [1, 2],
    nice: 19,
    rounds: 1,
    each: {
      sample: 2,
      recordedBytes: 1.4e6,
      reducedBytes: 7e5,
      reportBytes: 1.8e6,
      jsonBytes: 3e5,
      reduce: step([2, 2]),
      analyze: step([3, 3]),
      json: step([1, 1]),
    },
    sizes: [10, 100, 1000].map(size),
  }
  const text: string = fleetTables(results)
  expect(text).toContain(
    '| 1,000 | 2,000 | 3,000 | 700 | 4.50 | 1.00 | 150 | 0.70 (0.04) | 2.50 | 1.00 | 110 |',
  )
  // 100,000 times 5 s
  expect(text).toContain('139 ± 0 hours of CPU')
  expect(text).toContain('at nice 19')
  expect(text).toContain('have 70.0 GB')
  expect(text).toContain('`pool` 3.3 (95% interval 3.3 to 3.3) minutes of CPU')
  expect(text).toContain('about 70 MB, which is no page any more')
  // a few dozen tell nothing of a hundred thousand
  const few: string = fleetTables({ ...results, sizes: [3, 10, 30].map(size) })
  expect(few).toContain('What `index` and `pool` take of so many, 30 do not tell.')
  expect(few).not.toContain('least squares')
})
