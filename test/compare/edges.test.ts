import { describe, expect, test } from '@jest/globals'
import { primaryTests, spreadOf } from '../../src/compare/blocks-question.js'
import { collapseInput, relabelledCollapse, workloadInput } from '../../src/compare/collapse.js'
import { invalidatedFor } from '../../src/compare/comparison-inputs.js'
import { DEFAULT_BLOCKS, planFromAssumption } from '../../src/compare/plan.js'
import { simulatedPower } from '../../src/compare/power.js'
import { type QuantileRun, quantileShift } from '../../src/compare/quantile-shift.js'
import { rareEvents } from '../../src/compare/rare-events.js'
import { inRunOrder, residuals } from '../../src/compare/residuals.js'
import { blocksNeeded, canDecide, fewestBlocks, MAX_BLOCKS } from '../../src/compare/sample-size.js'
import { MIN_AB_BA_BLOCKS } from '../../src/compare/test-plan.js'
import { usable } from '../../src/compare/usable.js'
import { workWarnings } from '../../src/compare/work-warnings.js'
import type { Comparison, ComparisonInput, RunValue } from '../../src/model/comparison.js'
import { blocked, noisy } from './inputs.js'

// Limits of what is computed from values: what lies on either side of each.

const Z = { 975: 1.959963984540054, 95: 1.6448536269514722, 80: 0.8416212335729143 }
const EFFICIENCY = 3 / Math.PI

describe('number of blocks', () => {
  test('up to a thousand are a plan', () => {
    const needed = (spread: number) => blocksNeeded({ spread, effect: 1, margin: 1 }, 0.05, 1)
    const found = Array.from({ length: 400 }, (_, step) => needed(10.9 + step / 1500))
    expect(Math.max(...found.flatMap((n) => n ?? []))).toBe(MAX_BLOCKS)
    expect(found.at(-1)).toBeNull()
  })
  test('a number that is a little more than whole is rounded up', () => {
    const spread = (n: number) => Math.sqrt((n - Z[975] ** 2 / 2) * EFFICIENCY) / (Z[975] + Z[80])
    const needed = (n: number) => blocksNeeded({ spread: spread(n), effect: 1, margin: 1 }, 0.05, 1)
    expect([needed(19.9995), needed(20), needed(20.0005)]).toEqual([20, 20, 21])
  })
  test('an effect below the smallest is shown to be so by what it lacks', () => {
    const needed = blocksNeeded({ spread: 0.1, effect: -0.02, margin: 0.05 }, 0.05, 1)
    const n = (((Z[95] + Z[80]) * 0.1) / 0.03) ** 2 / EFFICIENCY + Z[95] ** 2 / 2
    expect(needed).toBe(Math.ceil(n))
    expect(blocksNeeded({ spread: 0.1, effect: 0, margin: 0 }, 0.05, 1)).toBeNull()
  })
  test('a p that is exactly the error can decide, whichever way it is rounded', () => {
    for (let blocks = 6; blocks <= 24; blocks++)
      for (let tests = 1; tests <= 9; tests++) {
        const ways = blocks < 12 ? 2 ** blocks : Number(binomial(blocks, Math.floor(blocks / 2)))
        expect(canDecide(blocks, (2 * tests) / ways, tests)).toBe(true)
        expect(canDecide(blocks, (2 * tests) / ways / 1.0001, tests)).toBe(false)
      }
  })
  test('the fewest blocks are those whose least p is no larger', () =>
    expect([2 / 64, 2 / 64 / 1.0001, 2 / 128].map(fewestBlocks)).toEqual([6, 7, 7]))
  test('the power of a plan is asked of usual numbers of blocks and of its own, up to a hundred', () => {
    const asked = (n: number) =>
      planFromAssumption(0.1, 0.05, 1, n).planned[0]?.power.map((one) => one.blocks)
    expect(asked(10)).toEqual([6, 8, 10, 12, 16, 20, 24])
    expect(asked(12)).toEqual([6, 8, 12, 16, 20, 24])
    expect(asked(100)?.at(-1)).toBe(100)
    expect(asked(101)?.at(-1)).toBe(24)
  })
  test('a plan has as many blocks as the AB-BA comparison needs, unless more are asked for', () =>
    expect(DEFAULT_BLOCKS).toBe(MIN_AB_BA_BLOCKS))
  test('power is a share of 2,000 experiments', () => {
    for (const effect of [0.3, 0.5, 0.7, 0.9]) {
      const count = simulatedPower(8, effect, 0.05) * 2000
      expect(count).toBeCloseTo(Math.round(count), 9)
    }
  })
  const binomial = (n: number, k: number) => {
    let ways = 1n
    for (let step = 1; step <= k; step++) ways = (ways * BigInt(n - k + step)) / BigInt(step)
    return ways
  }
})

describe('spread, from the width of the interval', () => {
  const shown = (name: string, n: number, runs: [number, number]) =>
    spreadOf({
      effect: { scale: 'difference', estimate: 0, lower: -Z[975], upper: Z[975], confidence: 0.95 },
      reason: null,
      test: { name, n, p: 0.5, pAdjusted: 0.5, other: null },
      baseline: { n: runs[0] },
      treatment: { n: runs[1] },
      smallestEffect: { relative: 0, absolute: 1 },
    } as unknown as Comparison)
  test.each([
    ['Exact Wilcoxon signed-rank test, paired by block', 8, [9, 8], 8, 7],
    ['Exact AB-BA rank-sum test, paired by block', 12, [12, 13], 12, 10],
    ['Exact Mann-Whitney test', 14, [8, 6], 6, 10],
    ['Exact Wilcoxon signed-rank test, paired by block', 1, [2, 2], 1, 1],
  ] as const)('%s of %d', (name, of, runs, n, degrees) =>
    expect(shown(name, of, [...runs])).toEqual({
      spread: expect.closeTo(Math.sqrt((3 * n) / Math.PI), 9),
      degrees,
      n,
    }),
  )
  test('the primary metrics that are tested share the error; where none is, those that have an effect', () => {
    const one = (family: string, p: number | null, effect: object | null) =>
      ({ family, test: { p }, effect }) as never
    expect(primaryTests([one('primary', 0.1, {}), one('primary', null, {}), one('secondary', 0.1, {})])).toBe(
      1,
    )
    expect(primaryTests([one('primary', 0.1, {}), one('primary', 0.2, {}), one('primary', null, {})])).toBe(2)
    expect(
      primaryTests([one('primary', null, {}), one('primary', null, {}), one('primary', null, null)]),
    ).toBe(2)
    expect(primaryTests([])).toBe(1)
  })
})

test('1e150 is a value, more is beyond belief', () => {
  const run = (value: number): RunValue => ({ run: 'r', block: 1, position: 1, value, reason: null })
  for (const value of [1e150, -1e150]) expect(usable([run(value)]).present).toHaveLength(1)
  for (const value of [1.01e150, -1.01e150])
    expect(usable([run(value)]).missing).toEqual([
      { run: 'r', reason: `the value ${value} is beyond belief` },
    ])
})

test('residuals in the order of the runs: by block, then by position; runs without a place are left out', () => {
  const input = blocked(noisy('a', 100, 3), noisy('b', 100, 3))
  const move = (position: number | null, block?: number | null) => (run: RunValue) => ({
    ...run,
    position: run.block === 3 ? position : run.position,
    block: run.block === 3 && block !== undefined ? block : run.block,
  })
  const order = (one: ComparisonInput) => inRunOrder(residuals(one)).map(({ run }) => run)
  expect(order(input)).toEqual(['b1-off', 'b1-on', 'b2-on', 'b2-off', 'b3-off', 'b3-on'])
  // a position beyond any that a plan has does not reach into the next block
  const late = {
    ...input,
    treatment: input.treatment.map((run) => (run.block === 1 ? { ...run, position: 500 } : run)),
  }
  expect(order(late)).toEqual(order(input))
  expect(order({ ...input, baseline: input.baseline.map(move(null)) })).toHaveLength(5)
  expect(order({ ...input, baseline: input.baseline.map(move(1, null)) })).toHaveLength(5)
})

describe('quantiles', () => {
  const runs = (name: string, n: number): QuantileRun[] =>
    noisy(name, 100, n).map((value, index) => ({
      run: `${name}${index}`,
      block: index + 1,
      quantiles: [value],
    }))
  test.each([
    ['by block', true],
    ['without blocks', false],
  ])('%s: six are enough, five are not', (_, inBlocks) => {
    const design = { blocked: inBlocks, seed: 's' }
    const n = inBlocks ? 6 : 12
    const [off, on] = [runs('a', 6), runs('b', 6)]
    expect(quantileShift([0.5], off, on, design, 99)[0]).toMatchObject({ n, ratio: expect.any(Number) })
    for (const [x, y] of [
      [off.slice(1), on],
      [off, on.slice(1)],
    ] as const)
      expect(quantileShift([0.5], x, y, design, 99)[0]?.ratio).toBeNull()
    const shuffled = quantileShift([0.5], [...off].reverse(), [...on].reverse(), design, 99)
    expect(shuffled).toEqual(quantileShift([0.5], off, on, design, 99))
    const zero = on.map((run, index) => ({ ...run, quantiles: [index === 2 ? 0 : 1] }))
    expect(quantileShift([0.5], off, zero, design, 99)[0]?.ratio).toBeNull()
  })
})

describe('rare events', () => {
  const at = (x: number[], y: number[], paired: boolean) =>
    rareEvents(
      { x, y, paired, blocks: [], baselineFirst: [], unpaired: [] },
      { alpha: 0.05, alphaEquivalence: 0.1 },
    ).interval95
  test('one block that differs bounds the odds on its side, none on neither', () => {
    // 0 of 1 by Clopper and Pearson: at most 0.975
    expect(at([1, 0], [0, 0], true)).toMatchObject({
      lower: -Infinity,
      upper: expect.closeTo(Math.log(39), 9),
    })
    expect(at([1, 0], [1, 0], true)).toEqual({ lower: -Infinity, upper: Infinity, confidence: 0.95 })
  })
  test('events in no run, or in all, bound nothing', () => {
    for (const value of [0, 1])
      expect(at([value, value, value], [value, value], false)).toEqual({
        lower: -Infinity,
        upper: Infinity,
        confidence: 0.95,
      })
    expect(at([0, 0, 0, 1], [1, 1, 1, 1], false).lower).toBeGreaterThan(-Infinity)
  })
})

describe('collapsed runs', () => {
  const work = (more: Partial<ComparisonInput> = {}) =>
    blocked(noisy('a', 100, 6), noisy('b', 100, 6), { metric: 'bogo-ops-rate', ...more })
  test('one value of each condition is enough for a row', () => {
    expect(collapseInput([blocked([1, null], [2, null], { metric: 'bogo-ops-rate' })], true)).not.toBeNull()
    expect(collapseInput([blocked([null, null], [2, 1], { metric: 'bogo-ops-rate' })], true)).toBeNull()
  })
  test('a figure of one’s own stands for the workload where it is the only primary one of which more is better', () => {
    const own = (more: Partial<ComparisonInput> = {}) => work({ metric: 'workload:requests', ...more })
    const other = own({ metric: 'workload:misses' })
    expect(workloadInput([own()])?.metric).toBe('workload:requests')
    expect(workloadInput([own(), { ...other, better: 'lower' }])?.metric).toBe('workload:requests')
    expect(workloadInput([own(), { ...other, family: 'secondary' }])?.metric).toBe('workload:requests')
    expect(workloadInput([own(), { ...other, notComparable: 'no' }])?.metric).toBe('workload:requests')
    expect(workloadInput([own(), other])).toBeNull()
    expect(workloadInput([own({ family: 'secondary' })])).toBeNull()
  })
  test('a run of no block that is exchanged stays where it is', () => {
    const input = blocked([100, 100, 100, 100], [100, 20, 30, 100])
    const all = relabelledCollapse(input, [1, 2, 3, 4])
    const some = relabelledCollapse(input, [1, 2])
    for (const swap of [
      [0, 0],
      [1, 1],
      [0, 1],
    ])
      expect(some(swap)).toBe(all([...swap, 0, 0]))
  })
  test('what invalidates the workload’s figure invalidates what is made of it', () => {
    const bad = (metric: string) =>
      metric === 'bogo-ops-rate' ? 'bad' : metric === 'swap-in-rate' ? 'worse' : null
    expect(invalidatedFor(work(), bad)).toBe('bad')
    expect(invalidatedFor(work({ metric: 'other' }), bad)).toBeNull()
    expect(invalidatedFor(work({ metric: 'collapsed-runs', collapseShare: 0.5 }), bad)).toBe('bad')
    expect(invalidatedFor(work({ metric: 'swap-in-per-op', perSecond: 'swap-in-rate' }), bad)).toBe('worse')
    expect(invalidatedFor(work({ metric: 'stall-per-op', perSecond: 'stall-rate' }), bad)).toBe('bad')
    expect(invalidatedFor(work({ metric: 'x', perSecond: 'y', collapseShare: 0.5 }), () => null)).toBeNull()
  })
})

describe('a cost per second that the work done may explain', () => {
  const made = (metric: string, scale: string, lower: number | null, upper: number | null) =>
    ({
      metric,
      verdict: 'improved',
      effect: { scale, estimate: 1, lower, upper, confidence: 0.95 },
    }) as Comparison
  const input = { ...blocked([], []), perOperation: 'per-op' }
  const warned = (cost: Comparison, work: Comparison | null) =>
    workWarnings([input], work === null ? [cost] : [cost, work])[0]?.length === 1
  const fewer = made('rate', 'ratio', 0.5, 0.8)
  const more = made('rate', 'ratio', 1.25, 2)
  const work = (lower: number | null, upper: number | null, scale = 'ratio') =>
    made('bogo-ops-rate', scale, lower, upper)
  test.each([
    [fewer, work(0.8, 1.1), true],
    [fewer, work(0.81, 1.1), false],
    [more, work(0.9, 1.25), true],
    [more, work(0.9, 1.24), false],
    [fewer, work(0.7, null), false],
    [fewer, work(null, 0.7), false],
    [fewer, work(0.7, 0.8, 'difference'), false],
    [fewer, null, false],
    [{ ...fewer, effect: null }, work(0.7, 1), false],
    [made('rate', 'difference', 0.5, 0.8), work(0.7, 1), false],
    [made('rate', 'ratio', null, 0.8), work(0.7, 1), false],
    [made('rate', 'ratio', 0.5, null), work(0.7, 1), false],
    [{ ...fewer, verdict: 'equivalent' as const }, work(0.7, 1), false],
  ])('%#', (cost, done, expected) => expect(warned(cost, done)).toBe(expected))
})
