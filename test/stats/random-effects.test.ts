import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { chiSquaredUpperTail } from '../../src/stats/chi-squared.js'
import { randomEffects } from '../../src/stats/random-effects.js'
import { studentQuantile } from '../../src/stats/student.js'

type Reference = Record<
  | 'estimate'
  | 'lower'
  | 'upper'
  | 'p'
  | 'tau2'
  | 'tau2Lower'
  | 'tau2Upper'
  | 'q'
  | 'qP'
  | 'predictionLower'
  | 'predictionUpper',
  number
> & { y: number[]; se: number[] }

// made by random-effects.R, which says how
const REFERENCES: Record<string, Reference> = JSON.parse(
  readFileSync('test/stats/references/random-effects.json', 'utf8'),
)

test.each(Object.entries(REFERENCES))(
  '%s: as metafor has it',
  (_, { y, se, predictionLower, predictionUpper, ...expected }) => {
    const { prediction, k, ...found } = randomEffects(
      y.map((one, index) => ({ effect: one, variance: (se[index] as number) ** 2 })),
    )
    expect(k).toBe(y.length)
    const near = (value: number) => expect.closeTo(value, 9)
    expect(found).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, near(value)])),
    )
    expect(prediction).toEqual(k < 3 ? null : { lower: near(predictionLower), upper: near(predictionUpper) })
  },
)

test('the same effects in other units, in another order, mirrored', () => {
  const { y, se } = REFERENCES['heterogeneous'] as Reference
  const of = (scale: number, order: number[]) =>
    randomEffects(
      order.map((index) => ({
        effect: scale * (y[index] as number),
        variance: (scale * (se[index] as number)) ** 2,
      })),
    )
  const order = y.map((_, index) => index)
  const one = of(1, order)
  expect(of(1, [...order].reverse()).estimate).toBeCloseTo(one.estimate, 12)
  expect(of(-1, order).upper).toBeCloseTo(-one.lower, 12)
  expect(of(1000, order).lower / 1000).toBeCloseTo(one.lower, 9)
  // bytes, where the variance has twice as many digits
  expect(of(1e9, order).tau2 / 1e18).toBeCloseTo(one.tau2, 9)
  expect(of(1e9, order).tau2Upper / 1e18).toBeCloseTo(one.tau2Upper, 9)
})

test('quantiles of Student and tails of chi-squared, from tables', () => {
  expect(studentQuantile(0.975, 1)).toBeCloseTo(12.706204736432095, 8)
  expect(studentQuantile(0.975, 11)).toBeCloseTo(2.200985160082949, 10)
  expect(studentQuantile(0.5, 4)).toBeCloseTo(0, 12)
  // qchisq(0.95, df) of R
  for (const [x, degrees] of [
    [3.841458820694124, 1],
    [18.307038053275146, 10],
    [124.34211340400407, 100],
  ] as const)
    expect(chiSquaredUpperTail(x, degrees)).toBeCloseTo(0.05, 12)
  expect(chiSquaredUpperTail(0, 3)).toBe(1)
})

test('with 2 and 4 degrees of freedom the tail of chi-squared has a closed form', () => {
  // both sides of where the continued fraction takes over from the series
  for (const half of [0.01, 0.5, 1, 1.9, 2.1, 2.9, 3.1, 8, 30]) {
    expect(Math.abs(chiSquaredUpperTail(2 * half, 2) * Math.exp(half) - 1)).toBeLessThan(2e-13)
    expect(Math.abs((chiSquaredUpperTail(2 * half, 4) * Math.exp(half)) / (1 + half) - 1)).toBeLessThan(2e-13)
  }
})
