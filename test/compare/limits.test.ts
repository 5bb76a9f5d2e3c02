import { describe, expect, test } from '@jest/globals'
import { mediansDisagree, medianWarnings, whyMediansDisagree } from '../../src/compare/median-warnings.js'
import { multimodality } from '../../src/compare/multimodality.js'
import { observerEffect } from '../../src/compare/observer-effect.js'
import { orderEffectFinding } from '../../src/compare/order-effect.js'
import { outlyingRuns } from '../../src/compare/outliers.js'
import { simulatedPower } from '../../src/compare/power.js'
import { rareEvents } from '../../src/compare/rare-events.js'
import { canDecide, fewestBlocks } from '../../src/compare/sample-size.js'
import { leastPOfBlocks } from '../../src/compare/test-plan.js'
import type { RunValue } from '../../src/model/comparison.js'
import { blocked, noisy, side } from './inputs.js'

/** Blocks, effect, power. */
const POWER = [
  [6, 0, 0.029925],
  [6, 1.5, 0.66415],
  [8, 0, 0.04025],
  [8, 1, 0.611875],
  [12, 0, 0.041125],
  [12, 0.8, 0.643625],
  [16, 0.6, 0.58715],
] as const

describe('order effect', () => {
  /** Of n blocks, those that begin with the treatment have their values of it divided. */
  const slower = (step: number, n: number) =>
    blocked(
      noisy('a', 100, n),
      noisy('b', 100, n).map((value, index) => (index % 2 === 0 ? value : value / (1 + step / 200))),
    )
  test.each([
    // the largest attainable p of 6 and 6 differences up to 5 % is 38/924, of 5 and 5 8/252, and the next one 14/252
    [12, 0.041],
    [10, 0.032],
  ])('of %d blocks found up to p %d', (n, most) => {
    const texts = Array.from({ length: 120 }, (_, step) => orderEffectFinding([slower(step, n)])?.text ?? '')
    const found = texts.flatMap((text) =>
      [...text.matchAll(/adjusted p ([\d.]+)/g)].map(([, p]) => Number(p)),
    )
    expect(Math.max(...found)).toBe(most)
  })
  test('four blocks of each order are enough, three are not', () => {
    expect(orderEffectFinding([slower(0, 8)])).not.toBeNull()
    expect(orderEffectFinding([slower(0, 7)])).toBeNull()
  })
})

describe('what tracing costs', () => {
  /** Pairs of runs whose effects are these; the cost is nothing. */
  const pairs = (effects: readonly number[]) => ({
    baseline: side(
      effects.map(() => 100),
      'off',
      () => true,
    ),
    treatment: side(
      effects.map((effect) => 100 * Math.exp(effect / 1000)),
      'on',
      () => false,
    ),
  })
  const found = (traced: readonly number[], untraced: readonly number[]) =>
    observerEffect({ title: 'T', traced: pairs(traced), untraced: pairs(untraced) })
  test('5 and 5 effects with p 0.056 are no proof, 6 and 6 with 0.041 are', () => {
    // scipy.stats.mannwhitneyu(x, y, method='exact').pvalue
    const five = found([1, 2, 3, 4, 6.5], [4.5, 6, 6.2, 7, 8])
    expect(five).toMatchObject({ outcome: 'pass', text: expect.stringContaining('rank-sum p 0.056') })
    const six = found([1, 2, 3, 4, 5, 8.5], [5.5, 6, 7, 7.5, 8, 9])
    expect(six).toMatchObject({ outcome: 'caution', text: expect.stringContaining('rank-sum p 0.041') })
  })
  test('a cost of 1.9 % is small, of 2.1 % is told', () => {
    const slower = (cost: number) => {
      const { baseline, treatment } = pairs([1, 2, 3])
      const of = (runs: readonly RunValue[]) =>
        runs.map((run) => ({ ...run, value: (run.value ?? 0) * (1 - cost) }))
      return { baseline: of(baseline), treatment: of(treatment) }
    }
    const at = (cost: number) =>
      observerEffect({ title: 'T', traced: slower(cost), untraced: pairs([1, 2, 3]) })
    expect(at(0.019)).toMatchObject({ outcome: 'pass', text: expect.stringContaining('\u22121.9%') })
    expect(at(0.021)).toMatchObject({ outcome: 'note', text: expect.stringContaining('\u22122.1%') })
    expect(at(0)?.text).toContain('T with tracing vs. without: +0.0%')
  })
  test('three pairs of each are enough to ask, two of either are not', () => {
    expect(found([1, 2, 3], [1, 2, 3])?.text).toContain('rank-sum p 1')
    expect(found([1, 2], [1, 2, 3])?.text).toContain('Too few untraced runs')
    expect(found([1, 2, 3], [1, 2])?.text).toContain('Too few untraced runs')
  })
})

test('groups are looked for among 8 runs, not among 7', () => {
  expect(multimodality([blocked(noisy('a', 100, 8), noisy('b', 100, 8))])?.outcome).toBe('pass')
  expect(multimodality([blocked(noisy('a', 100, 7), noisy('b', 100, 7))])).toBeNull()
})

describe('outliers', () => {
  // residuals 1, 0, 1, 1, 0 and z: their median is 1, so the modified z-score of Iglewicz and Hoaglin is 0.6745 z
  const with_ = (z: number) => blocked([-1, 0, 1], [-1, 0, z])
  test('a score of 5.06 is one, of 4.99 is none', () => {
    expect(outlyingRuns(with_(7.5))).toEqual([{ run: 'b3-on', score: expect.closeTo(5.05875, 9) }])
    expect(outlyingRuns(with_(7.4))).toEqual([])
  })
  test('two of ten runs are outliers, two of nine are another way to behave', () => {
    const input = blocked([-1, 0, 1, 1, -1], [-1, 0, 1, 90, 100])
    expect(outlyingRuns(input)).toHaveLength(2)
    expect(outlyingRuns({ ...input, baseline: input.baseline.slice(0, 4) })).toEqual([])
  })
  test('six runs are enough, five are not', () => {
    expect(outlyingRuns(with_(100))).toHaveLength(1)
    const six = with_(100)
    expect(outlyingRuns({ ...six, baseline: six.baseline.slice(1) })).toEqual([])
  })
})

test('a p that is alpha but for the last digits is small enough', () => {
  for (const blocks of [6, 8, 10]) {
    const least = leastPOfBlocks(blocks)
    expect(fewestBlocks(least * (1 - 1e-12))).toBe(blocks)
    expect(fewestBlocks(least * (1 - 1e-6))).toBeGreaterThan(blocks)
    expect(canDecide(blocks, least * (1 - 1e-12), 1)).toBe(true)
    expect(canDecide(blocks, least * (1 - 1e-6), 1)).toBe(false)
  }
})

describe('power by simulation, against SciPy with 40,000 experiments', () => {
  // numpy.mean(stats.wilcoxon(rng.normal(effect, 1, (40_000, blocks)), axis=1, method='exact').pvalue <= 0.05), and
  // stats.mannwhitneyu of normal(effect) and -normal(effect), half of the blocks each
  test.each(POWER)('%d blocks, an effect of %d', (blocks, effect, power) => {
    const found = simulatedPower(blocks, effect, 0.05)
    expect(Math.abs(found - power)).toBeLessThan(4 * Math.sqrt((power * (1 - power)) / 2000) + 0.01)
  })
  test('always and never', () => {
    expect(simulatedPower(12, 20, 0.05)).toBe(1)
    expect(simulatedPower(6, 20, 0.05)).toBe(1)
    // 6 blocks cannot reach it
    expect(simulatedPower(6, 20, 0.03)).toBe(0)
  })
})

test('rare events: the logarithm of the odds, with half an event more on either side (Haldane)', () => {
  const levels = { alpha: 0.05, alphaEquivalence: 0.1 }
  const at = (x: number[], y: number[], paired: boolean) =>
    rareEvents({ x, y, paired, blocks: [], baselineFirst: [], unpaired: [] }, levels)
  // in two blocks only the treatment, in one only the baseline
  expect(at([0, 0, 0, 3, 1], [1, 2, 0, 0, 1], true).shift).toBeCloseTo(Math.log(2.5 / 1.5), 12)
  expect(at([0, 0, 0, 3], [1, 2, 0, 4], false).shift).toBeCloseTo(2 * Math.log(3.5 / 1.5), 12)
  const none = at([0, 1], [0, 1], true).interval95
  expect([none.lower, none.upper]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
})

describe('medians that contradict the estimate', () => {
  const runs = (n: number) => Array.from({ length: n }, (_, index): RunValue['run'] => `r${index}`)
  const made = (from: number, to: number, estimate: number, scale: 'ratio' | 'difference', collapsed = 0) =>
    ({
      effect: { scale, estimate },
      baseline: { median: from, n: 6 },
      treatment: { median: to, n: 6 },
      test: { n: 6 },
      collapsed: { baseline: runs(collapsed), treatment: [] },
    }) as never
  test.each([
    [3, 4, 0.8, 'ratio', true],
    [4, 3, 0.8, 'ratio', false],
    [3, 4, 1.2, 'ratio', false],
    [3, 4, 0.8, 'difference', false],
    [3, 4, -0.8, 'difference', true],
    [3, 3, 0.8, 'ratio', false],
  ] as const)('from %d to %d beside %d (%s): %s', (from, to, estimate, scale, disagree) =>
    expect(mediansDisagree(made(from, to, estimate, scale))).toBe(disagree),
  )
  test('and why', () => {
    expect(whyMediansDisagree(made(3, 4, 0.8, 'ratio', 1))).toMatch(/^1 run collapsed/)
    expect(whyMediansDisagree(made(3, 4, 0.8, 'ratio', 2))).toMatch(/^2 runs collapsed/)
    expect(whyMediansDisagree(made(3, 4, 0.8, 'ratio', 0))).toMatch(/within their blocks/)
  })
  test('are told with all digits of a double where only the last one tells them apart', () => {
    const next = 0.1 + Number.EPSILON / 16
    const one = { ...(made(0.1, next, 0.8, 'ratio') as object), metric: 'm' } as never
    expect(medianWarnings([one])[0]?.[0]?.text).toContain(
      'rises from 0.10000000000000001 to 0.10000000000000002 ',
    )
  })
})
