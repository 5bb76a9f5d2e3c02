import { describe, expect, test } from '@jest/globals'
import { carryOverFinding } from '../../src/compare/carry-over.js'
import { compareAll } from '../../src/compare/compare.js'
import { differentialAttrition, differentialTraceLoss } from '../../src/compare/differential-attrition.js'
import { driftFinding } from '../../src/compare/drift.js'
import { duplicateRuns } from '../../src/compare/duplicate-runs.js'
import { multimodality } from '../../src/compare/multimodality.js'
import { observerEffect } from '../../src/compare/observer-effect.js'
import { orderEffectFinding } from '../../src/compare/order-effect.js'
import { blocked, noisy, side } from './inputs.js'

const DESIGN = { blocked: true, seed: 's' }
const still = () => blocked(noisy('a'), noisy('b'))
const never = () => false

describe('drift', () => {
  test('rises 1 % a block', () => {
    const rising = (seed: string) => noisy(seed, 100, 12, 0.02).map((value, index) => value * 1.01 ** index)
    const found = driftFinding([blocked(rising('a'), rising('b'))])
    expect(found?.outcome).toBe('note')
    expect(found?.text).toMatch(/M by \+1\d% from first run to last \(rank correlation \+0\.[89]/)
  })
  test('of 12 runs that each rise 5 % the last is 11 steps above the first', () => {
    // the order is A B B A …, so that both conditions have their middle halfway between runs 6 and 7
    const ran = (places: readonly number[]) => places.map((place) => 100 * Math.exp(0.05 * place))
    const found = driftFinding([blocked(ran([0, 3, 4, 7, 8, 11]), ran([1, 2, 5, 6, 9, 10]))])
    // exp(0.55), not exp(0.60)
    expect(found?.text).toContain('M by +73% from first run to last (rank correlation +1.00')
  })
  test('two good hours between two bad ones', () => {
    const stretch = (seed: string) => noisy(seed).map((v, index) => (index >= 3 && index < 9 ? v * 1.5 : v))
    const found = driftFinding([blocked(stretch('a'), stretch('b'))])
    expect(found).toMatchObject({
      outcome: 'note',
      text: expect.stringMatching(/Serial dependence: M \(lag-1 correlation \+0\.\d\d\)/),
    })
  })
  test('nothing rises', () => expect(driftFinding([still()])?.outcome).toBe('pass'))
  test('an effect is not a drift', () =>
    expect(driftFinding([blocked(noisy('a'), noisy('b', 300))])?.outcome).toBe('pass'))
  test('standalone files have no order', () => {
    const bare = still().baseline.map((run) => ({ ...run, block: null, position: null }))
    expect(driftFinding([{ ...still(), baseline: bare, treatment: [] }])).toBeNull()
  })
})

describe('order effect', () => {
  const slow = (values: readonly number[], odd: number) =>
    values.map((value, index) => (index % 2 === odd ? value / 1.5 : value))
  test('whatever runs second is a third slower: a note from 12 blocks on, a caution below', () => {
    const found = orderEffectFinding([blocked(slow(noisy('a'), 1), slow(noisy('b'), 0))])
    expect(found).toMatchObject({ outcome: 'note', text: expect.stringContaining('M (adjusted p 0.002)') })
    const few = orderEffectFinding([blocked(slow(noisy('a', 100, 10), 1), slow(noisy('b', 100, 10), 0))])
    expect(few).toMatchObject({ outcome: 'caution', text: expect.stringContaining('fewer than 12 blocks') })
  })
  test('an effect alone does not depend on the order', () =>
    expect(orderEffectFinding([blocked(noisy('a'), noisy('b', 150))])?.outcome).toBe('pass'))
  test('where one value is 0 differences are compared, as in the comparison itself', () => {
    // blocks that began with the baseline run at 1000, the others at 1, and both gain 1 to 6
    const gain = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5]
    const off = gain.map((_, index) => (index % 2 === 0 ? 1000 : index === 11 ? 0 : 1))
    const on = gain.map((value, index) => value + (off[index] ?? 0))
    expect(orderEffectFinding([blocked(off, on)])?.outcome).toBe('pass')
  })
  test('six blocks are too few to tell', () =>
    expect(orderEffectFinding([blocked(noisy('a', 100, 6), noisy('b', 100, 6))])).toBeNull())
})

describe('carry-over', () => {
  // orders in which each condition follows itself and the other
  const FIRST = [1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0].map((one) => one === 1)
  /** Runs after the treatment are `factor` times as large. */
  const carried = (factor: number, effect: number, n = 12) => {
    const [x, y] = [noisy('a', 100, n), noisy('b', 100 * effect, n)]
    const input = blocked(x, y)
    const first = (block: number) => FIRST[block - 1] === true
    const after = (block: number, position: number) =>
      position === 2 ? (first(block) ? 'off' : 'on') : block === 1 ? 'off' : first(block - 1) ? 'on' : 'off'
    const shape = (runs: typeof input.baseline, treatment: boolean) =>
      runs.map((run) => {
        const position = first(run.block ?? 0) !== treatment ? 1 : 2
        const value = (run.value ?? 0) * (after(run.block ?? 0, position) === 'on' ? factor : 1)
        return { ...run, position, value }
      })
    return { ...input, baseline: shape(input.baseline, false), treatment: shape(input.treatment, true) }
  }
  test('runs after the treatment are a fifth slower: the verdict is withdrawn, for this metric alone', () => {
    const other = { ...carried(1, 1), metric: 'still', title: 'Still' }
    expect(carryOverFinding([carried(0.8, 1), other], 's')).toMatchObject({
      outcome: 'invalidates',
      metrics: ['m'],
      text: expect.stringContaining('condition of the run before shows in: M (adjusted p 0.0'),
    })
  })
  test('an effect is no carry-over', () => {
    expect(carryOverFinding([carried(1, 1.5)], 's')?.outcome).toBe('pass')
    expect(carryOverFinding([carried(1, 1)], 's')).toMatchObject({ outcome: 'pass', metrics: [] })
  })
  test('the predecessor is that of the plan: an untraced run between two blocks hides the block before', () => {
    const input = carried(0.9, 1)
    expect(carryOverFinding([input], 's')?.outcome).toBe('invalidates')
    const steps = FIRST.flatMap((first, index) => [
      ...(index > 0 ? [{ block: null, position: null, treatment: index % 2 === 0 }] : []),
      { block: index + 1, position: 1, treatment: !first },
      { block: index + 1, position: 2, treatment: first },
    ])
    expect(carryOverFinding([input], 's', steps)?.outcome).toBe('pass')
  })
  test('six blocks are too few to tell', () => expect(carryOverFinding([carried(0.5, 1, 6)], 's')).toBeNull())
})

describe('lost runs', () => {
  const ones = (n: number, lost: number) =>
    side(
      Array.from({ length: n }, (_, index) => (index < lost ? null : 1)),
      'x',
      never,
    )
  test.each([
    [0, 0, 'pass'],
    [2, 2, 'note'],
    [0, 2, 'note'],
    [0, 7, 'caution'],
  ])('%i and %i of 12', (a, b, outcome) =>
    expect(differentialAttrition(ones(12, a), ones(12, b))?.outcome).toBe(outcome),
  )
  test('no runs at all', () => expect(differentialAttrition([], ones(3, 0))).toBeNull())
  test('the tracer loses more under one condition', () => {
    const shares = (level: number) => side(noisy('c', level), 'x', never)
    expect(differentialTraceLoss(shares(0.0001), shares(0.0005))?.outcome).toBe('invalidates')
    expect(differentialTraceLoss(shares(0), shares(0))?.outcome).toBe('pass')
    expect(differentialTraceLoss(side(noisy('c'), 'x', never), side(noisy('d'), 'x', never))?.outcome).toBe(
      'note',
    )
  })
})

describe('modes', () => {
  test('two groups in one condition', () => {
    const two = noisy('a').map((value, index) => (index % 3 === 0 ? value * 2 : value))
    expect(multimodality([blocked(two, noisy('b'))])).toMatchObject({
      outcome: 'note',
      text: expect.stringContaining('M, baseline (2 modes)'),
    })
  })
  test('one group', () => expect(multimodality([still()])?.outcome).toBe('pass'))
  test('too few runs', () => expect(multimodality([blocked([1, 2, 3], [1, 2, 3])])).toBeNull())
})

describe('observer effect', () => {
  const runs = (seed: string, level: number, n = 12) => side(noisy(seed, level, n, 0.01), seed, never)
  const traced = { baseline: runs('a', 100), treatment: runs('b', 120) }
  test('costs 10 % under both conditions', () => {
    const untraced = { baseline: runs('c', 110, 4), treatment: runs('d', 132, 4) }
    expect(observerEffect({ title: 'T', traced, untraced })).toMatchObject({
      outcome: 'note',
      text: expect.stringMatching(/−9\.\d% .* in the baseline, −\d/),
    })
  })
  test('costs one condition 10 % and the other nothing', () => {
    const untraced = { baseline: runs('c', 110, 6), treatment: runs('d', 120, 6) }
    expect(observerEffect({ title: 'T', traced, untraced })).toMatchObject({
      outcome: 'caution',
      text: expect.stringContaining('tracing costs one condition more'),
    })
  })
  test('one untraced run of each', () => {
    const untraced = { baseline: runs('c', 100, 1), treatment: runs('d', 120, 1) }
    expect(observerEffect({ title: 'T', traced, untraced })?.text).toContain('Too few untraced runs')
  })
  test('none', () =>
    expect(observerEffect({ title: 'T', traced, untraced: { baseline: [], treatment: [] } })).toBeNull())
})

describe('copied runs', () => {
  const metrics = (shape: (seed: string) => (number | null)[]) =>
    ['p', 'q', 'r'].map((metric) => blocked(shape(`${metric}1`), shape(`${metric}2`), { metric }))
  test('none', () => expect(duplicateRuns(metrics((seed) => noisy(seed)))?.outcome).toBe('pass'))
  test('one run twice under another name', () => {
    const doubled = metrics((seed) => {
      const values = noisy(seed)
      return [...values.slice(0, 11), values[0] as number]
    })
    expect(duplicateRuns(doubled)).toMatchObject({
      outcome: 'invalidates',
      text: expect.stringContaining('b1-off and b12-off; b1-on and b12-on'),
    })
  })
  test('metrics that are the same everywhere are no evidence', () =>
    expect(duplicateRuns(metrics(() => [5, 5, 5, 5, 5, 5]))?.outcome).toBe('pass'))
})

describe('what a verdict hangs on', () => {
  test('an outlier is kept, and the result without it is told', () => {
    const wild = noisy('b', 130)
    wild[4] = 4000
    const [one] = compareAll([blocked(noisy('a'), wild)], DESIGN)
    expect(one?.test.n).toBe(12)
    const warning = one?.warnings.find(({ id }) => id === 'outliers')
    // the verdict without it is stated only where it would be another
    expect(warning?.text).toMatch(/^Outliers \(kept\): b5-on \(modified z-score \d+\)\.$/)
  })
  test('a third of the runs are no outliers but another way to behave', () => {
    const two = noisy('b').map((value, index) => (index % 3 === 0 ? value * 20 : value))
    const other = noisy('a').map((value, index) => (index % 3 === 0 ? value * 20 : value))
    expect(compareAll([blocked(other, two)], DESIGN)[0]?.warnings.map(({ id }) => id)).not.toContain(
      'outliers',
    )
  })
  test('no outlier, no word', () =>
    expect(compareAll([still()], DESIGN)[0]?.warnings.map(({ id }) => id)).not.toContain('outliers'))
  test('six blocks hang on each', () => {
    const [one] = compareAll([blocked(noisy('a', 100, 6), noisy('b', 200, 6))], DESIGN)
    expect(one?.verdict).toBe('improved')
    expect(one?.warnings.find(({ id }) => id === 'leave-one-out')?.text).toMatch(
      /^Not robust: 6 blocks are the fewest/,
    )
  })
  test('twelve clear blocks hang on none', () => {
    const [one] = compareAll([blocked(noisy('a'), noisy('b', 200))], DESIGN)
    expect(one?.verdict).toBe('improved')
    expect(one?.warnings).toEqual([])
  })
  test('a verdict that one block made is said to hang on it', () => {
    const x = [100, 100, 100, 100, 100, 100, 100, 100]
    // 6 of 8 up, the seventh hardly down: without one of the large ones p is above 0.05
    const y = [110, 111, 112, 113, 114, 115, 99, 98]
    const [one] = compareAll([blocked(x, y)], DESIGN)
    expect(one?.test.p).toBeCloseTo(10 / 256, 12)
    expect(one?.warnings.find(({ id }) => id === 'leave-one-out')?.text).toMatch(/^Not robust: leaving out /)
  })
})
