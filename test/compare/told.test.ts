import { describe, expect, test } from '@jest/globals'
import { collapseInput } from '../../src/compare/collapse.js'
import { compareAll } from '../../src/compare/compare.js'
import { stabilityWarnings } from '../../src/compare/leave-one-out.js'
import { comparisonMethods } from '../../src/compare/methods.js'
import type { Comparison, ComparisonInput, Design } from '../../src/model/comparison.js'
import { blocked, noisy } from './inputs.js'

// What the report tells of values and verdicts, from both sides of where the words change.

const BLOCKED: Design = { blocked: true, seed: 's' }
const one = (input: ComparisonInput, design = BLOCKED) => compareAll([input], design)[0] as Comparison
const bare = (input: ComparisonInput): ComparisonInput => {
  const alone = (runs: ComparisonInput['baseline']) =>
    runs.map((run) => ({ ...run, block: null, position: null }))
  return { ...input, baseline: alone(input.baseline), treatment: alone(input.treatment) }
}
const text = (comparison: Comparison, id: string) =>
  comparison.warnings.find((warning) => warning.id === id)?.text
const same = (value: number, n: number) => Array.from({ length: n }, () => value)

describe('one block', () => {
  /** Differences 1, 2, 3 … of which one points the other way. */
  const against = (n: number, which: number) =>
    one(
      blocked(
        same(100, n),
        Array.from(
          { length: n },
          (_, index) => 100 * Math.exp((index + 1 === which ? -0.05 : 0.05) * (index + 1)),
        ),
      ),
    )
  test('four are named, five are counted', () => {
    // without a larger one, 14 of 512 signs are as extreme: p 0.055; without a smaller one 10
    expect(text(against(10, 6), 'leave-one-out')).toBe(
      'Not robust: leaving out block 7 or block 8 or block 9 or block 10 changes the verdict from improved to inconclusive.',
    )
    expect(text(against(8, 3), 'leave-one-out')).toBe(
      'Not robust: leaving out any one of 5 of the 8 blocks changes the verdict from improved to inconclusive.',
    )
  })
  test('of 40 blocks each is left out in turn, of 41 none', () => {
    const warned = (n: number) => {
      const input = blocked(noisy('a', 100, n), noisy('b', 100, n))
      const claimed = { ...one({ ...input, family: 'descriptive' }), verdict: 'regressed' as const }
      return stabilityWarnings([input], [claimed], BLOCKED)[0]?.[0]?.text
    }
    expect(warned(40)).toBe(
      'Not robust: leaving out any one block changes the verdict from regressed to improved.',
    )
    expect(warned(41)).toBeUndefined()
  })
})

describe('outliers', () => {
  const far = (z: number) => one(blocked([-1, 0, 1], [-1, 0, z]))
  test('a score up to 100 is told, more is above it', () => {
    // 0.6745 times the distance, as in limits.test.ts
    expect(text(far(148), 'outliers')).toContain('b3-on (modified z-score 100)')
    expect(text(far(149), 'outliers')).toContain('b3-on (modified z-score above 100)')
    expect(text(far(120), 'outliers')).toContain('b3-on (modified z-score 81)')
    expect(text(far(5 / 0.6745), 'outliers')).toBeUndefined()
  })
  test('the row of collapsed runs has none of its own', () => {
    const work = blocked(noisy('a', 100), [...noisy('b', 100, 11), 1000], { metric: 'bogo-ops-rate' })
    const row = collapseInput([work], true) as ComparisonInput
    const [whole, collapsed] = compareAll([work, row], BLOCKED) as [Comparison, Comparison]
    expect(text(whole, 'outliers')).toContain('b12-on')
    expect(text(collapsed, 'outliers')).toBeUndefined()
  })
})

describe('collapsed runs', () => {
  const pair = (off: number[], on: number[]) => {
    const low = (values: number[], which: number[]) =>
      values.map((value, index) => (which.includes(index) ? value / 10 : value))
    const work = blocked(low(noisy('a'), off), low(noisy('b'), on), { metric: 'bogo-ops-rate' })
    return compareAll([work, collapseInput([work], true) as ComparisonInput], BLOCKED) as [
      Comparison,
      Comparison,
    ]
  }
  test('one is told, and so are as many under both conditions', () => {
    expect(pair([], [3])[0].collapsed).toMatchObject({ baseline: [], treatment: ['b4-on'], p: 1 })
    expect(pair([1, 2], [3, 4])[0].collapsed).toMatchObject({ p: 1, n: 8 })
    expect(pair([], [])[0].collapsed).toBeNull()
  })
  test('their row has no consistency and no warnings about 0 and 1', () => {
    const row = pair([0], [3, 4, 5])[1]
    expect(row).toMatchObject({ consistency: null, warnings: [] })
  })
})

test('ratios beyond what a double holds end at e^700, and none below is cut', () => {
  const estimate = (off: number, on: number) => one(blocked(same(off, 6), same(on, 6))).effect?.estimate
  const e700 = Number(Math.exp(700).toPrecision(10))
  expect(estimate(1e-160, 1e150)).toBe(e700)
  expect(estimate(1e150, 1e-160)).toBe(Number(Math.exp(-700).toPrecision(10)))
  expect(estimate(1e-120, 1e150)).toBeCloseTo(1e270, -262)
  expect((estimate(1e150, 1e-120) ?? 0) / 1e-270).toBeCloseTo(1, 8)
})

describe('why there is no verdict', () => {
  test('without blocks: both tests, with three digits', () => {
    const x = [995, 994, 1018, 1013, 1011, 990]
    const y = [1012, 1057, 1037, 1038, 1006, 1017]
    // scipy.stats.mannwhitneyu: 60/924; Brunner and Munzel's over all 924 ways: 36/924
    const input = bare(blocked(x, y, { smallestEffect: { relative: 0.001, absolute: 0 } }))
    expect(one(input, { blocked: false, seed: 's' }).reason).toBe(
      'Brunner-Munzel p = 0.039, but Mann-Whitney p = 0.065: without blocks both must agree.',
    )
  })
  test('the smallest possible adjusted p has three digits', () => {
    const up = blocked(noisy('a', 100, 6), noisy('b', 150, 6), { metric: 'a' })
    const rest = ['b', 'c', 'd'].map((metric) =>
      blocked(noisy(`${metric}1`, 100, 6), noisy(`${metric}2`, 100, 6), { metric }),
    )
    expect(compareAll([up, ...rest], BLOCKED)[0]?.reason).toMatch(
      /^Unadjusted p = 0\.031\. With 6 complete blocks the smallest possible adjusted p is 0\.\d{3}\.$/,
    )
  })
  test.each([
    [[], [1], 'There are no runs of the baseline.'],
    [[1], [], 'There are no runs of the treatment.'],
    [[], [], 'There are no runs of either condition.'],
  ])('%j and %j', (x, y, reason) => expect(one(blocked(x, y)).reason).toBe(reason))
})

describe('values', () => {
  test('two equal values are no news, four are', () => {
    expect(text(one(blocked([5], [5])), 'all-equal')).toBeUndefined()
    expect(text(one(blocked([5, 5], [5, 5])), 'all-equal')).toBe('All 4 runs have the same value.')
    expect(text(one(blocked([5, 5], [5, 6])), 'all-equal')).toBeUndefined()
  })
  test('values that differ between the conditions alone have a CI without a width, and that is said', () => {
    const told = (x: number[], y: number[]) => text(one(blocked(x, y)), 'no-scatter')
    expect(told(same(18.7, 6), same(17.7, 6))).toContain('the CI has no width')
    expect(told(same(18.7, 6), [...same(17.7, 5), 17.8])).toBeUndefined()
    expect(told([...same(18.7, 5), 18.8], same(17.7, 6))).toBeUndefined()
    expect(told(same(18.7, 6), same(18.7, 6))).toBeUndefined()
    expect(told(same(18.7, 2), same(17.7, 2))).toBeUndefined()
  })
  test('rare events by number, to six digits, and odds where they are bounded', () => {
    const rare = (x: number[], y: number[]) => text(one(blocked(x, y)), 'rare')
    expect(rare([0, 0, 0, 0, 0, 0, 0, 12.3456789], [0, 0, 0, 0, 1.23456789, 0, 0, 0])).toContain(
      'by number 1.23457 against 12.3457 in the baseline (sign-flip p 1.000)',
    )
    expect(rare([0, 0, 0, 0, 0, 0, 0, 3], [0, 0, 0, 0, 0, 0, 0, 4])).toContain(
      'nothing can be said of the odds',
    )
    expect(rare([0, 0, 0, 0, 0, 0, 0, 3], [0, 0, 0, 0, 0, 0, 0, 0])).toContain('odds ratio 95% CI [0, 39]')
    expect(rare([0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 3])).toContain('odds ratio 95% CI [0.026, ∞)')
  })
})

describe('methods', () => {
  const wide = (metric: string, family: ComparisonInput['family'] = 'primary') =>
    blocked(noisy(`${metric}1`), noisy(`${metric}2`, 150), { metric, family })
  const methods = (inputs: ComparisonInput[], design = BLOCKED) =>
    comparisonMethods(compareAll(inputs, design))
  test('a family without metrics is not named', () => {
    expect(methods([wide('a')])[0]).not.toContain('Benjamini')
    expect(methods([wide('a', 'secondary')])[0]).not.toContain('Westfall')
    expect(methods([wide('a', 'secondary')])[0]).not.toContain('excluded')
  })
  test('a look, its nominal p and the error of all', () => {
    const orders = Array.from({ length: 16 }, (_, index) => ({
      block: index + 1,
      baselineFirst: index % 2 === 0,
    }))
    const at = (recordedBlocks: number) =>
      methods([wide('a')], { ...BLOCKED, orders, looks: [12, 16], recordedBlocks })[0]
    expect(at(12)).toMatch(
      /Look 1 of 2, not final: each look reaches a verdict at a nominal p of 0\.0\d{3}, computed/,
    )
    expect(at(12)).toContain('have a family-wise error rate of 5%;')
    expect(at(14)).not.toContain('Look')
  })
  test('the rule of a collapse, in percent', () => {
    const work = wide('bogo-ops-rate')
    expect(methods([work, collapseInput([work], true) as ComparisonInput])[2]).toContain(
      'below 50% of the median of its own condition',
    )
    expect(methods([work])[2]).not.toContain('collapsed')
  })
  test('a verdict that hangs on one block is counted', () => {
    const input = blocked(
      same(100, 10),
      Array.from({ length: 10 }, (_, index) => 100 * Math.exp((index === 5 ? -0.05 : 0.05) * (index + 1))),
    )
    expect(methods([input])[2]).toContain('without outliers: 1 verdict is not robust to leaving out one.')
    expect(methods([wide('a')])[2]).not.toContain('Re-evaluated')
  })
})

test('40 blocks are still gone through exactly', () =>
  expect(one(blocked(noisy('a', 100, 40), noisy('b', 150, 40))).test.name).toBe(
    'Exact AB-BA rank-sum test, paired by block',
  ))

test('equivalence is told by the interval at 90 %, not at more', () => {
  const found = one(blocked(noisy('a', 100, 12, 0.02), noisy('b', 100, 12, 0.02)))
  // 1 - 2 P(U <= 7) of 6 and 6, scipy.stats.mannwhitneyu
  expect(found.equivalence?.confidence).toBeCloseTo(1 - 86 / 924, 9)
  const eight = one(blocked(noisy('a', 100, 8, 0.01), noisy('b', 100, 8, 0.01)))
  // 10 of 256 choices of signs have a rank sum of at most 5, and 14 one of at most 6
  expect(eight.equivalence?.confidence).toBeCloseTo(1 - 20 / 256, 9)
})
