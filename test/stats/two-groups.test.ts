import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { studentQuantile } from '../../src/stats/student.js'
import { groupDifference } from '../../src/stats/two-groups.js'

interface Fit {
  group: number[]
  effect: number[]
  variance: number[]
  tauSquared: [number]
  difference: [number]
  error: [number]
  p: [number]
  interval: [number, number]
}
interface Quantile {
  degrees: number
  confidence: [number]
  quantile: [number]
}

// made by the script of that name, which says how
const cases = JSON.parse(readFileSync('test/stats/references/two-groups.json', 'utf8')) as (Fit | Quantile)[]
const fits = cases.filter((one): one is Fit => 'group' in one)
const quantiles = cases.filter((one): one is Quantile => 'degrees' in one)

const same = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
    1e-9 * Math.max(Math.abs(actual), Math.abs(expected), 1e-6),
  )

function sidesOf({ group, effect, variance }: Fit) {
  const side = (which: number) =>
    group.flatMap((one, index) =>
      one === which ? [{ effect: effect[index] as number, variance: variance[index] as number }] : [],
    )
  return [side(0), side(1)] as const
}

test('the difference of two groups of studies is that of R’s metafor', () => {
  expect(fits.length).toBe(40)
  // both with and without a variance between studies
  expect(new Set(fits.map(({ tauSquared: [one] }) => one > 0)).size).toBe(2)
  for (const fit of fits) {
    const found = groupDifference(...sidesOf(fit))
    same(found.tauSquared, fit.tauSquared[0])
    same(found.difference, fit.difference[0])
    same(found.error, fit.error[0])
    same(found.p, fit.p[0])
    const reach = found.reach(0.9)
    same(found.difference - reach, fit.interval[0])
    same(found.difference + reach, fit.interval[1])
  }
})

test('quantiles of Student’s t are R’s', () => {
  expect(quantiles.length).toBeGreaterThan(20)
  for (const { degrees, confidence, quantile } of quantiles)
    same(studentQuantile((1 + confidence[0]) / 2, degrees), quantile[0])
})

describe('few and odd studies', () => {
  const study = (effect: number, variance = 1) => ({ effect, variance })
  test('two studies say nothing of the variance between them', () => {
    expect(() => groupDifference([study(0)], [study(1)])).toThrow(RangeError)
    expect(() => groupDifference([], [study(1), study(1), study(2)])).toThrow(RangeError)
  })
  test('a study without spread does not take all of the weight', () => {
    const found = groupDifference([study(0, 0), study(1, 0)], [study(2, 0), study(4, 0)])
    expect(found.difference).toBeCloseTo(2.5, 6)
    expect(found.tauSquared).toBeCloseTo(1.25, 6)
  })
  test('all alike: no difference, and no variance', () => {
    const found = groupDifference([study(1, 0), study(1, 0)], [study(1, 0), study(1, 0)])
    expect(found).toMatchObject({ difference: 0, tauSquared: 0, p: 1 })
  })
})
