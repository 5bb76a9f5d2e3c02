import { describe, expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { abbaInterval, abbaTest, leastAbbaP } from '../../src/stats/abba.js'
import { brunnerMunzelTest } from '../../src/stats/brunner-munzel.js'
import { lookBoundary } from '../../src/stats/look-boundary.js'
import { rankSumTest } from '../../src/stats/rank-sum.js'
import { DRAWS, MAX_EXACT_RELABELLINGS, otherOrders, signFlips } from '../../src/stats/relabellings.js'
import { signedRankTest } from '../../src/stats/signed-rank.js'
import { choose } from '../../src/stats/ways.js'
import { westfallYoung } from '../../src/stats/westfall-young.js'

const ORDERS = [true, true, false, true, false, false, false, false, true, true, true, false]
const uniform = (seed: string, n: number) => {
  const source = random(seed)
  return Array.from({ length: n }, () => source.uniform())
}

describe('AB-BA', () => {
  const effect = 0.4
  const noise = uniform('steps', 12)
  const blocks = (order: number) =>
    noise.map((value, index) => ({
      step: value + order + (ORDERS[index] ? effect : -effect),
      ab: ORDERS[index] === true,
    }))
  test('an order effect of any size changes nothing, a signed-rank test loses it', () => {
    const [still, shifted] = [blocks(0), blocks(7)]
    expect(abbaTest(shifted).p).toBe(abbaTest(still).p)
    expect(abbaInterval(shifted, 0.05).lower).toBeCloseTo(abbaInterval(still, 0.05).lower, 12)
    const on = shifted.map(({ step, ab }) => (ab ? step : -step))
    expect(abbaTest(shifted).p).toBeLessThan(0.01)
    expect(signedRankTest(on).p).toBeGreaterThan(0.1)
  })
  test('12 blocks reach 2 of 924, blocks of one order nothing', () => {
    expect(leastAbbaP(blocks(0))).toBeCloseTo(2 / 924, 12)
    expect(leastAbbaP(blocks(0).filter(({ ab }) => ab))).toBe(1)
    expect(leastAbbaP(blocks(0).map((block) => ({ ...block, step: 1 })))).toBe(1)
  })
})

describe('relabellings', () => {
  test('every order of 12 blocks once, the one at hand among them', () => {
    const { swaps, exact } = otherOrders(ORDERS, random('s'))
    expect(exact).toBe(true)
    expect(swaps.length).toBe(924)
    expect(new Set(swaps.map(String)).size).toBe(924)
    expect(swaps.filter((swap) => swap.every((one) => one === 0)).length).toBe(1)
    for (const swap of swaps) expect(ORDERS.filter((one, i) => one !== (swap[i] === 1)).length).toBe(6)
  })
  test('18 blocks are gone through, 20 are drawn, the same draws for the same seed', () => {
    const turns = (n: number) => Array.from({ length: n }, (_, index) => index % 2 === 0)
    expect(choose(18, 9)).toBeLessThanOrEqual(MAX_EXACT_RELABELLINGS)
    expect(otherOrders(turns(18), random('s')).swaps.length).toBe(choose(18, 9))
    const drawn = otherOrders(turns(20), random('s'))
    expect([drawn.exact, drawn.swaps.length]).toEqual([false, DRAWS])
    for (const swap of drawn.swaps.slice(0, 50))
      expect(turns(20).filter((one, i) => one !== (swap[i] === 1)).length).toBe(10)
    expect(otherOrders(turns(20), random('s'))).toEqual(drawn)
    // each place is AB in half of the draws
    for (let place = 0; place < 20; place++)
      expect(drawn.swaps.filter((swap) => swap[place] === 1).length / DRAWS).toBeCloseTo(0.5, 1)
  })
  test('every choice of signs of 16 blocks, draws for 17', () => {
    expect(signFlips(8, random('s')).swaps.length).toBe(256)
    expect(new Set(signFlips(8, random('s')).swaps.map(String)).size).toBe(256)
    expect(signFlips(16, random('s'))).toMatchObject({ exact: true })
    expect(signFlips(17, random('s'))).toMatchObject({ exact: false })
  })
})

describe('Westfall and Young', () => {
  const test1 = (steps: readonly number[]) => {
    const at = (orders: readonly boolean[]) =>
      abbaTest(steps.map((step, index) => ({ step, ab: orders[index] === true }))).p
    return {
      p: at(ORDERS),
      relabelled: (swap: Uint8Array) => at(ORDERS.map((one, index) => one !== (swap[index] === 1))),
    }
  }
  const orders = otherOrders(ORDERS, random('s'))
  const steps = uniform('a', 12).map((value, index) => value + (ORDERS[index] ? 0.6 : 0))
  test('one metric keeps its own p; copies of it too, where Holm multiplies', () => {
    const one = test1(steps)
    expect(westfallYoung([one], orders).p[0]).toBeCloseTo(one.p, 12)
    for (const p of westfallYoung([one, one, one], orders).p) expect(p).toBeCloseTo(one.p, 12)
  })
  test('unrelated metrics cost about their number, and p never falls with the rank', () => {
    const tests = [test1(steps), test1(uniform('b', 12)), test1(uniform('c', 12))]
    const { p, least } = westfallYoung(tests, orders)
    expect(p[0]).toBeGreaterThan(2 * (tests[0]?.p ?? 0))
    expect(p[0]).toBeLessThanOrEqual(3 * (tests[0]?.p ?? 0) + 1e-12)
    for (const [index, { p: own }] of tests.entries()) expect(p[index]).toBeGreaterThanOrEqual(own - 1e-12)
    expect(least).toBeGreaterThan(2 / 924)
    expect(least).toBeLessThanOrEqual(6 / 924)
  })
  test('drawn relabellings count the observed one in, so that p is never 0', () => {
    const swaps = Array.from({ length: 99 }, () => new Uint8Array(12))
    expect(westfallYoung([{ p: 0.01, relabelled: () => 1 }], { swaps, exact: false }).p).toEqual([0.01])
    expect(westfallYoung([{ p: 0.01, relabelled: () => 0.01 }], { swaps, exact: false }).p).toEqual([1])
    expect(westfallYoung([], { swaps, exact: true }).p).toEqual([])
  })
})

describe('Brunner and Munzel', () => {
  const source = random('s')
  test('separate samples have the least p that the sizes allow', () => {
    const found = brunnerMunzelTest([1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12], source)
    expect(found.statistic).toBe(Number.POSITIVE_INFINITY)
    expect(found.p).toBeCloseTo(2 / 924, 12)
    expect(brunnerMunzelTest([7, 8, 9], [1, 2, 3], source).statistic).toBe(Number.NEGATIVE_INFINITY)
    expect(brunnerMunzelTest([1, 1, 1], [1, 1, 1], source)).toEqual({ statistic: 0, p: 1, exact: true })
  })
  test('12 and 12 runs are exact, 13 and 12 are drawn from the seed', () => {
    const [x, y] = [uniform('x', 12), uniform('y', 13).map((value) => value + 0.3)]
    const mirrored = brunnerMunzelTest(y.slice(1), x, source)
    const found = brunnerMunzelTest(x, y.slice(1), source)
    expect(found.exact).toBe(true)
    expect(mirrored).toMatchObject({ p: found.p, statistic: -found.statistic })
    const drawn = brunnerMunzelTest(x, y, random('t'))
    expect(drawn.exact).toBe(false)
    expect(brunnerMunzelTest(x, y, random('t'))).toEqual(drawn)
    expect(Math.abs(drawn.p - found.p)).toBeLessThan(0.1)
    expect(drawn.p * (DRAWS + 1)).toBeCloseTo(Math.round(drawn.p * (DRAWS + 1)), 6)
  })
  test('few values with wide spread against many with little: the rank-sum test claims a shift, this does not', () => {
    // the same middle: 3 below, 3 above, far out, and a narrow dozen between
    const wide = [-40, -30, 1.5, 30, 40, 50]
    const narrow = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1]
    const p = brunnerMunzelTest(narrow, wide, source).p
    expect(p).toBeGreaterThan(rankSumTest(narrow, wide).p)
  })
})

describe('boundary of several looks', () => {
  test('one look has alpha itself', () => expect(lookBoundary([12], 0.05)).toBe(0.05))
  test('near Pocock for four looks and two, the same every time', () => {
    // Pocock for normal data and equal stages: 0.0182 for four looks, 0.0294 for two; these stages begin with half of the data
    expect(lookBoundary([12, 16, 20, 24], 0.05)).toBeGreaterThan(0.0182)
    expect(lookBoundary([12, 16, 20, 24], 0.05)).toBeLessThan(0.026)
    expect(Math.abs(lookBoundary([12, 24], 0.05) - 0.0294)).toBeLessThan(0.003)
    expect(lookBoundary([12, 24], 0.05)).toBe(lookBoundary([12, 24], 0.05))
  })
  test('a plan of thousands of blocks shares alpha among its looks, below the boundary, and takes no time', () => {
    expect(lookBoundary([5000, 10_000], 0.05)).toBe(0.025)
    expect(lookBoundary([61, 62, 63, 64], 0.05)).toBe(0.0125)
    expect(lookBoundary([30, 60], 0.05)).toBeGreaterThan(0.025)
  })
  test('rises with alpha', () =>
    expect(lookBoundary([12, 16], 0.1)).toBeGreaterThan(lookBoundary([12, 16], 0.05)))
})
