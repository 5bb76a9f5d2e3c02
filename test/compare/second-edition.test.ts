import { describe, expect, test } from '@jest/globals'
import { blocksQuestion, primaryTests, smallestOf, spreadOf } from '../../src/compare/blocks-question.js'
import { collapseInput } from '../../src/compare/collapse.js'
import { compareAll } from '../../src/compare/compare.js'
import { mediansDisagree } from '../../src/compare/median-warnings.js'
import { planFromPilot } from '../../src/compare/plan.js'
import type { Comparison, ComparisonInput, Design } from '../../src/model/comparison.js'
import { blocked, noisy } from './inputs.js'

const BLOCKED: Design = { blocked: true, seed: 's' }
const one = (input: ComparisonInput, design = BLOCKED) => compareAll([input], design)[0] as Comparison
const orders = (n: number) =>
  Array.from({ length: n }, (_, index) => ({ block: index + 1, baselineFirst: index % 2 === 0 }))
const bare = (input: ComparisonInput): ComparisonInput => {
  const alone = (runs: ComparisonInput['baseline']) =>
    runs.map((run) => ({ ...run, block: null, position: null }))
  return { ...input, baseline: alone(input.baseline), treatment: alone(input.treatment) }
}

describe('the plan alone chooses the test', () => {
  test.each([
    [11, 'Exact Wilcoxon signed-rank test, paired by block'],
    [12, 'Exact AB-BA rank-sum test, paired by block'],
    [13, 'Exact AB-BA rank-sum test, paired by block'],
  ])('%i planned blocks: %s', (n, name) => {
    const found = one(blocked(noisy('a', 100, n), noisy('b', 150, n)))
    expect(found.test).toMatchObject({ name, n, other: { p: expect.any(Number) } })
    expect(found.test.other?.name).not.toBe(name)
  })
  test('of 12 planned blocks one is lost: AB-BA on 11, exact for 6 and 5', () => {
    const found = one(blocked([...noisy('a', 100, 11), null], noisy('b', 150)))
    expect(found.test).toMatchObject({ name: 'Exact AB-BA rank-sum test, paired by block', n: 11 })
    expect(found.test.p).toBeCloseTo(2 / 462, 12)
    expect(found.test.pAdjusted).toBeCloseTo(2 / 462, 12)
  })
  test('of 12 planned blocks those of one order are lost: described, and the reason says why', () => {
    const half = (values: readonly number[]) => values.map((value, index) => (index % 2 === 0 ? value : null))
    expect(one(blocked(half(noisy('a')), half(noisy('b', 150))))).toMatchObject({
      verdict: 'inconclusive',
      test: { name: null, n: 6, p: null },
      effect: { lower: null },
      reason: expect.stringContaining('all began with the same condition'),
    })
  })
  test('12 blocks of unknown order have the signed-rank test', () => {
    const input = blocked(noisy('a'), noisy('b', 150))
    const unknown = (runs: ComparisonInput['baseline']) => runs.map((run) => ({ ...run, position: null }))
    const found = one({ ...input, baseline: unknown(input.baseline), treatment: unknown(input.treatment) })
    expect(found.test.name).toBe('Exact Wilcoxon signed-rank test, paired by block')
  })
  test('an order effect of 30 % hides a 15 % change from the signed-rank test, not from AB-BA', () => {
    const second = (values: readonly number[], odd: boolean) =>
      values.map((value, index) => ((index % 2 === 0) === odd ? value : value * 1.3))
    const found = one(blocked(second(noisy('a'), true), second(noisy('b', 115), false)))
    expect(found).toMatchObject({ verdict: 'improved', clarity: 'clear' })
    // the order effect itself, half of 30 %, is in neither end
    expect(found.effect?.lower).toBeGreaterThan(1.05)
    expect(found.effect?.upper).toBeLessThan(1.3)
    expect(found.test.other?.p).toBeGreaterThan(0.05)
  })
})

describe('without blocks both tests must agree', () => {
  test('Brunner and Munzel decides, Mann and Whitney is the check', () => {
    const found = one(bare(blocked(noisy('a', 100, 8), noisy('b', 150, 8))), { blocked: false, seed: 's' })
    expect(found).toMatchObject({
      verdict: 'improved',
      test: {
        name: 'Exact permuted Brunner-Munzel test',
        n: 16,
        other: { name: 'Exact Mann-Whitney test' },
      },
    })
  })
  test('unequal spread and size: the rank sum alone would claim a shift', () => {
    const x = [98, 99, 99.5, 100, 100.2, 100.4, 100.6, 100.8, 101, 101.2, 101.5, 102]
    const y = [101.9, 102.5, 60, 140, 150, 160]
    const found = one(bare(blocked(x, y)), { blocked: false, seed: 's' })
    expect(found.test.pAdjusted).toBe(Math.max(found.test.p ?? 0, found.test.other?.p ?? 0))
    expect(found.verdict).toBe('inconclusive')
  })
})

describe('collapsed runs', () => {
  const x = noisy('a', 4000)
  const y = noisy('b', 4100).map((value, index) => (index < 3 ? value / 10 : value))
  const throughput = blocked(x, y, { metric: 'bogo-ops-rate', title: 'Throughput' })
  const row = collapseInput([throughput], true) as ComparisonInput
  const [whole, collapsed] = compareAll([throughput, row], BLOCKED) as [Comparison, Comparison]

  test('3 of 12 against 0 of 12, by the exact conditional test, as a row of its own', () => {
    expect(collapsed).toMatchObject({
      metric: 'collapsed-runs',
      family: 'primary',
      better: 'lower',
      verdict: 'inconclusive',
      baseline: { n: 12, values: Array.from({ length: 12 }, () => 0) },
      treatment: { n: 12, values: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
      test: { name: null, n: 24, p: null },
      reason: 'Not tested: 3 collapsed of 12 + 12 runs (smallest possible p = 0.217).',
    })
  })
  test('the workload’s own row has the runs, p, and the effect without them', () => {
    expect(whole.collapsed).toMatchObject({
      share: 0.5,
      baseline: [],
      treatment: ['b1-on', 'b2-on', 'b3-on'],
      p: expect.closeTo(2 * (220 / 2024), 12),
      n: 9,
    })
    expect(whole.collapsed?.otherwise?.estimate).toBeGreaterThan(0.97)
    expect(whole.collapsed?.otherwise?.estimate).toBeLessThan(1.08)
  })
  test('exactly half of the median is no collapse; none at all did not occur', () => {
    const half = blocked([100, 100, 100, 100, 100, 100], [100, 100, 100, 100, 100, 50], {
      metric: 'bogo-ops-rate',
    })
    const found = compareAll([half, collapseInput([half], true) as ComparisonInput], BLOCKED)[1]
    expect(found).toMatchObject({
      verdict: 'did-not-occur',
      reason: 'No run of 12 fell below 50% of the median of its condition.',
    })
  })
  test('9 of 12 against 0 of 12 is a verdict', () => {
    // a minority cannot collapse below half of its own median: 5 of 12 can
    const many = blocked(
      x,
      noisy('b', 4100).map((value, index) => (index % 2 === 0 && index < 10 ? value / 10 : value)),
      { metric: 'bogo-ops-rate' },
    )
    const found = compareAll([many, collapseInput([many], true) as ComparisonInput], BLOCKED)[1]
    expect(found).toMatchObject({ verdict: 'regressed', test: { p: expect.closeTo(0.0373, 3) } })
  })
  test('nothing measured under one condition: no row', () =>
    expect(collapseInput([blocked([1, 2], [null, null], { metric: 'bogo-ops-rate' })], true)).toBeNull())
})

test('medians that rise next to an estimate that falls are told, with the reason', () => {
  const x = noisy('a', 4000)
  const y = noisy('b', 4300).map((value, index) => (index % 2 === 0 && index < 10 ? value / 20 : value))
  const [found] = compareAll([blocked(x, y, { metric: 'bogo-ops-rate' })], BLOCKED) as [Comparison]
  expect(mediansDisagree(found)).toBe(
    (found.treatment.median ?? 0) > 4000 && (found.effect?.estimate ?? 1) < 1,
  )
  expect(mediansDisagree({ ...found, treatment: { ...found.treatment, median: 5000 } })).toBe(true)
  expect(mediansDisagree(one(blocked(noisy('a'), noisy('b', 150))))).toBe(false)
})

describe('a rate per second next to the work done', () => {
  const cost = (level: number) =>
    blocked(noisy('c', 100), noisy('d', level), {
      metric: 'swap-out-rate',
      better: 'lower',
      perOperation: 'swap-out-per-op',
    })
  const work = (level: number) => blocked(noisy('e', 100), noisy('f', level), { metric: 'bogo-ops-rate' })
  const ids = (level: number) => compareAll([work(level), cost(60)], BLOCKED)[1]?.warnings.map(({ id }) => id)
  test('half of the work makes half of the faults: warned', () => expect(ids(50)).toContain('work-differs'))
  test('the same work: no warning', () => expect(ids(100)).not.toContain('work-differs'))
  test('more work and still fewer faults: no warning', () => expect(ids(150)).not.toContain('work-differs'))
})

describe('planned looks', () => {
  const design = (recordedBlocks: number, looks = [12, 16]): Design => ({
    ...BLOCKED,
    orders: orders(16),
    looks,
    recordedBlocks,
  })
  const input = (n: number) => blocked(noisy('a', 100, n), noisy('b', 150, n))
  test('the first look decides at its nominal p and says which it is', () => {
    const found = one(input(12), design(12))
    expect(found).toMatchObject({ verdict: 'improved', look: { look: 1, of: 2 } })
    expect(found.look?.alpha).toBeGreaterThan(0.025)
    expect(found.look?.alpha).toBeLessThan(0.05)
    expect(found.effect?.confidence).toBeGreaterThanOrEqual(1 - (found.look?.alpha ?? 0))
  })
  test('between two looks there is no verdict', () => {
    expect(one(input(14), design(14))).toMatchObject({
      verdict: 'inconclusive',
      look: null,
      reason: expect.stringContaining('14 blocks are recorded, but the planned looks are after 12 and 16'),
    })
  })
  test.each([[[12, 20]], [[16, 12]], [[12, 12, 16]], [[12]], [[20]]])(
    'looks %p do not fit 16 blocks: no verdict',
    (looks) => {
      expect(one(input(12), design(12, looks))).toMatchObject({
        verdict: 'inconclusive',
        look: null,
        reason: expect.stringContaining('do not fit the plan of 16 blocks'),
      })
    },
  )
  test('added blocks are analyzed, and no verdict comes of them', () => {
    const found = one(input(16), { ...BLOCKED, addedBlocks: 4 })
    expect(found).toMatchObject({ verdict: 'inconclusive', clarity: null, look: null })
    expect(found.test.p).toBeLessThan(0.001)
    expect(found.reason).toContain('4 blocks were added to the plan afterwards; p is not corrected')
  })
  test('planned without tests', () =>
    expect(one(input(12), { ...BLOCKED, describeOnly: true })).toMatchObject({
      verdict: 'inconclusive',
      test: { name: null, p: null },
      reason: 'Described, not tested: the plan says --describe-only.',
    }))
})

describe('one number of blocks', () => {
  const wide = (metric: string, seed: string) =>
    blocked(noisy(`${seed}1`, 100, 12, 0.1), noisy(`${seed}2`, 102, 12, 0.1), { metric })
  const comparisons = compareAll([wide('a', 'p'), wide('b', 'q'), wide('bogo-ops-rate', 'r')], BLOCKED)
  test('is asked for once, of the workload’s own figure, and the plan says the same', () => {
    expect(comparisons.map(({ blocksNeeded }) => blocksNeeded !== null)).toEqual([false, false, true])
    const asked = comparisons[2] as Comparison
    const { planned } = planFromPilot(comparisons, 12)
    expect(planned.find(({ metric }) => metric === 'bogo-ops-rate')?.needed).toEqual(asked.blocksNeeded)
    expect(asked.moreBlocksNeeded).toBe((asked.blocksNeeded?.blocks ?? 0) - 12)
    const spread = spreadOf(asked)
    if (typeof spread === 'string') throw new Error(spread)
    expect(blocksQuestion(spread, smallestOf(asked), primaryTests(comparisons))).toEqual(asked.blocksNeeded)
  })
  test('has one digit where a dozen blocks cannot know more, and its ends on both sides', () => {
    const { blocks, low, high } = blocksQuestion(
      { spread: 0.1, degrees: 10 },
      { margin: 0.05, effect: 0.05 },
      1,
    )
    expect([blocks, low, high]).toEqual([40, 20, 70])
    const known = blocksQuestion({ spread: 0.1, degrees: 1e6 }, { margin: 0.05, effect: 0.05 }, 1)
    expect(known).toEqual({ effect: 0.05, blocks: 35, low: 35, high: 35 })
  })
  test('is not named above 200', () =>
    expect(blocksQuestion({ spread: 1, degrees: 10 }, { margin: 0.05, effect: 0.05 }, 1)).toMatchObject({
      blocks: null,
      high: null,
    }))
})

describe('smaller things', () => {
  test('an interval that ends exactly at the smallest effect is neither clear nor equivalent', () => {
    const values = [100, 200, 300, 400, 500, 600, 700, 800]
    const up = (factor: number) => values.map((value) => value * factor)
    expect(one(blocked(up(1), up(1.05)))).toMatchObject({ verdict: 'improved', clarity: 'size-uncertain' })
    expect(one(blocked(up(1), up(1.0501)))).toMatchObject({ verdict: 'improved', clarity: 'clear' })
    expect(one(blocked(up(1), up(1.0499)))).toMatchObject({ verdict: 'equivalent' })
  })
  test('equivalence carries the 90 % interval that made it, inside the margin', () => {
    const found = one(blocked(noisy('a', 100, 12, 0.02), noisy('b', 100, 12, 0.02)))
    expect(found.verdict).toBe('equivalent')
    expect(found.equivalence?.lower).toBeGreaterThan(1 / 1.05)
    expect(found.equivalence?.upper).toBeLessThan(1.05)
    expect(found.equivalence?.confidence).toBeGreaterThanOrEqual(0.9)
    expect(one(blocked(noisy('a'), noisy('b', 150))).equivalence).toBeNull()
  })
  test('small differences next to one huge value keep their order', () => {
    const x = [0, 1, 2, 3, 4, 5, 6, 1e20]
    const y = [2, 3.5, 5, 6.5, 8, 9.5, 11, 1e20]
    const found = one(blocked(x, y))
    expect(found.test.p).toBeCloseTo(2 / 128, 12)
    expect(found.effect?.estimate).toBeCloseTo(3.5, 0)
  })
  test('the smallest possible adjusted p is stated where it is above 0.05', () => {
    const up = blocked(noisy('a', 100, 6), noisy('b', 150, 6), { metric: 'a' })
    const rest = ['b', 'c', 'd'].map((metric) =>
      blocked(noisy(`${metric}1`, 100, 6), noisy(`${metric}2`, 100, 6), { metric }),
    )
    const [found] = compareAll([up, ...rest], BLOCKED)
    expect(found).toMatchObject({ verdict: 'inconclusive', test: { p: expect.closeTo(2 / 64, 12) } })
    expect(found?.reason).toMatch(/smallest possible adjusted p is 0\.(0[6-9]|1)/)
  })
})
