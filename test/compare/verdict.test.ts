import { describe, expect, test } from '@jest/globals'
import { blurOf } from '../../src/compare/blur.js'
import { judgeAll } from '../../src/compare/judge.js'
import { verdictOf } from '../../src/compare/verdict.js'
import type { RunValue } from '../../src/model/comparison.js'

describe('verdicts at their limits', () => {
  const at = (lower: number, upper: number, pAdjusted: number | null, confidence = 0.95, blur = 0) =>
    verdictOf({
      found: { interval95: { lower, upper, confidence }, interval90: { lower, upper, confidence: 0.9 } },
      pAdjusted,
      margin: 0.05,
      blur,
      better: 'higher',
      alpha: 0.05,
      alphaEquivalence: 0.1,
    })
  test('p of 0.05 but for rounding is enough, of 0.0502 not', () => {
    expect(at(0.01, 0.2, 0.05 + 1e-16).verdict).toBe('improved')
    expect(at(0.01, 0.2, 0.05 + 1e-12).verdict).toBe('improved')
    expect(at(0.01, 0.2, 0.0502).verdict).toBe('inconclusive')
    expect(at(0.01, 0.2, 0.01, 0.95 - 1e-12).verdict).toBe('improved')
    expect(at(0.01, 0.2, 0.01, 0.9498).verdict).toBe('inconclusive')
  })
  test('what bins blur is not claimed: a size, and equivalence; the direction stands', () => {
    expect(at(0.06, 0.2, 0.01)).toEqual({ verdict: 'improved', clarity: 'clear' })
    expect(at(0.06, 0.2, 0.01, 0.95, 0.009)).toEqual({ verdict: 'improved', clarity: 'clear' })
    expect(at(0.06, 0.2, 0.01, 0.95, 0.011)).toEqual({ verdict: 'improved', clarity: 'size-uncertain' })
    expect(at(-0.2, -0.06, 0.01, 0.95, 0.011)).toEqual({ verdict: 'regressed', clarity: 'size-uncertain' })
    expect(at(-0.02, 0.04, 0.5, 0.95, 0.009).verdict).toBe('equivalent')
    expect(at(-0.02, 0.04, 0.5, 0.95, 0.011).verdict).toBe('inconclusive')
    // different for sure, and not surely inside the margin
    expect(at(0.01, 0.04, 0.01, 0.95, 0.009)).toEqual({ verdict: 'equivalent', clarity: 'clear' })
    expect(at(0.01, 0.04, 0.01, 0.95, 0.011)).toEqual({ verdict: 'improved', clarity: 'size-uncertain' })
  })
  test('an interval without width claims no size of a figure that a program printed, unless it is a count', () => {
    const judged = (off: number, on: number, scatter = 0, name = 'workload:x') => {
      const runs = (level: number, first: number): RunValue[] =>
        Array.from({ length: 8 }, (_, index) => ({
          run: `${first}-${index}`,
          block: index + 1,
          position: 1 + ((index + first) % 2),
          value: level + scatter * index,
          reason: null,
        }))
      const sides = { baseline: runs(off, 0), treatment: runs(on, 1) }
      const smallestEffect = { relative: 0.05, absolute: 0 }
      const metric = { metric: name, title: 'x', unit: '', better: 'lower', family: 'primary' } as const
      const input = { ...metric, smallestEffect, notComparable: null, ...sides }
      return judgeAll([input], { blocked: true, seed: 'x' })[0]
    }
    expect(judged(20.5, 10.5)).toMatchObject({ verdict: 'improved', clarity: 'size-uncertain' })
    expect(judged(20.5, 10.5, 0.01)).toMatchObject({ verdict: 'improved', clarity: 'clear' })
    expect(judged(20, 10)).toMatchObject({ verdict: 'improved', clarity: 'clear' })
    expect(judged(20.5, 10.5, 0, 'major-fault-per-op')).toMatchObject({ clarity: 'clear' })
  })
  test('the blur of bins is theirs on the working scale', () => {
    expect(blurOf('ratio', 1 / 64, [7, 9])).toBeCloseTo(Math.log(65 / 64), 15)
    expect(blurOf('difference', 0.5, [-2, 4])).toBe(1.5)
    expect(blurOf('odds', 0.5, [1, 1])).toBe(0)
    expect(blurOf('ratio', undefined, [1, 1])).toBe(0)
  })
  test('no change may be an end of the interval, on either side', () => {
    expect(at(0, 0.2, 0.05)).toEqual({ verdict: 'improved', clarity: 'size-uncertain' })
    expect(at(-0.2, 0, 0.05)).toEqual({ verdict: 'regressed', clarity: 'size-uncertain' })
    expect(at(-0.001, 0.2, 0.05).verdict).toBe('inconclusive')
    expect(at(-0.2, 0.001, 0.05).verdict).toBe('inconclusive')
  })
})
