import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { abbaTest, leastAbbaP } from '../../src/stats/abba.js'
import { bcaInterval } from '../../src/stats/bootstrap.js'
import { brunnerMunzelTest } from '../../src/stats/brunner-munzel.js'
import { lagOne } from '../../src/stats/lag-one.js'
import { lookBoundary } from '../../src/stats/look-boundary.js'
import { modeCount } from '../../src/stats/modes.js'
import { isExact, rankSumTest } from '../../src/stats/rank-sum.js'
import { otherOrders, signFlips } from '../../src/stats/relabellings.js'
import { MAX_EXACT_N, signFlipTest } from '../../src/stats/sign-flip.js'
import { spearman } from '../../src/stats/spearman.js'
import { stagedOrder } from '../../src/stats/staged-order.js'
import { incompleteBeta, studentTwoSided } from '../../src/stats/student.js'
import { theilSen } from '../../src/stats/theil-sen.js'
import { choose } from '../../src/stats/ways.js'
import { weightedMedian } from '../../src/stats/weighted-median.js'
import { westfallYoung } from '../../src/stats/westfall-young.js'

// made by the script beside it, which says from what
interface Case {
  kind: string
  values: number[]
  modes: number
  r: number
  x: number[]
  y: number[]
  rows: string[]
  alpha: number
  interval: [number, number]
  d: number[]
  p: number
  rho: number
  seed: string
  ends: number[]
  order: number[]
}
const { cases } = JSON.parse(readFileSync('test/stats/references/constants.json', 'utf8')) as {
  cases: Case[]
}
const of = (kind: string) => cases.filter((one) => one.kind === kind)
const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected))

describe('cases in which a constant that is a fifth off gives another answer', () => {
  test('there are some of each kind', () => {
    for (const kind of ['modes', 'lag-one', 'bca', 'sign-flip-drawn', 'incomplete-beta', 'order'])
      expect(of(kind).length).toBeGreaterThanOrEqual(3)
  })

  test.each(of('modes'))('$modes modes, against $tells', ({ values, modes }) =>
    expect(modeCount(values)).toBe(modes),
  )
  test.each(of('lag-one'))('correlation of neighbours %#', ({ values, r }) =>
    expect(lagOne(values)).toBeCloseTo(r, 12),
  )
  test('no neighbours, no correlation', () => {
    expect(lagOne([1, 2])).toBe(0)
    expect(lagOne([4, 4, 4, 4])).toBe(0)
  })

  test.each(of('bca'))('BCa interval of a skewed mean %#', ({ x, rows, alpha, interval }) => {
    const meanOf = (counts: Uint8Array) => {
      const all = counts.reduce((sum, count) => sum + count, 0)
      return counts.reduce((sum, count, index) => sum + count * (x[index] as number), 0) / all
    }
    const counts = rows.map((row) => Uint8Array.from(row, Number))
    const found = bcaInterval(x.length, meanOf, counts, alpha)
    near(found.lower, interval[0], 1e-12)
    near(found.upper, interval[1], 1e-12)
    expect(found.confidence).toBe(1 - alpha)
  })
  test('an estimate beyond every resample, or equal to half of them', () => {
    // rank 5 of 5 in the sample, and no row that has it: the bias is that of half a row of ten, not without end
    const top = (counts: Uint8Array) => counts.reduce((most, count, index) => (count > 0 ? index : most), 0)
    const rows = Array.from({ length: 10 }, (_, index) =>
      Uint8Array.from({ length: 5 }, (__, at) => (at === index % 4 ? 5 : 0)),
    )
    expect(bcaInterval(5, top, rows, 0.2)).toMatchObject({ lower: 3, upper: 3 })
  })

  test.each(of('sign-flip-drawn'))('drawn signs of 20 differences %#', ({ d, p }) => {
    const draws = 20_000
    const found = signFlipTest(d, draws, random('signs'))
    expect(Math.abs(found - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws))
    // as many draws as asked for, and the observed signs
    expect(Math.abs(found * (draws + 1) - Math.round(found * (draws + 1)))).toBeLessThan(1e-6)
  })
  test('18 differences are gone through, 19 are drawn; sums that differ by rounding are equal', () => {
    const different = (n: number) =>
      Array.from({ length: n }, (_, index) => (index % 3 === 0 ? -1 : 1.5) * (index + 1.25))
    const drawn = () => {
      throw new Error('drawn')
    }
    expect(() => signFlipTest(different(18), 9, { uniform: drawn, integer: drawn } as never)).not.toThrow()
    expect(() => signFlipTest(different(19), 9, { uniform: drawn, integer: drawn } as never)).toThrow('drawn')
    expect(MAX_EXACT_N).toBe(18)
    // of 8 sums 6 are 0.2 in size, which is 0.1 + 0.2 - 0.1 but for rounding; a sum 1e-7 smaller is not
    expect(signFlipTest([0.1, 0.2, -0.1], 9, random('s'))).toBe(6 / 8)
    expect(signFlipTest([1, 1, 1e-7], 9, random('s'))).toBe(2 / 8)
  })

  test.each(of('spearman-few'))('Spearman of few values, tied or not %#', ({ x, y, rho, p }) => {
    expect(spearman(x, y).rho).toBeCloseTo(rho, 12)
    expect(spearman(x, y).p).toBeCloseTo(p, 12)
  })
  test('two values, or a side that does not vary, have no correlation; perfect ones have no more than 1', () => {
    expect(spearman([1, 2], [1, 2])).toEqual({ rho: 0, p: 1 })
    expect(spearman([1, 1, 1], [1, 2, 3])).toEqual({ rho: 0, p: 1 })
    expect(spearman([1, 2, 3, 4, 5, 6], [2, 4, 6, 8, 10, 12])).toEqual({ rho: 1, p: 0 })
    expect(studentTwoSided(Number.POSITIVE_INFINITY, 4)).toBe(0)
  })

  const betas = of('incomplete-beta') as unknown as { a: number; b: number; x: number; value: number }[]
  test.each(betas)('incomplete beta of $x, $a and $b', ({ a, b, x, value }) =>
    near(incompleteBeta(x, a, b), value, a + b > 1000 ? 1e-9 : a + b > 100 ? 1e-11 : 5e-13),
  )

  test.each(of('order'))('order of $ends blocks drawn from $seed', ({ seed, ends, order }) =>
    expect(stagedOrder(seed, ends)).toEqual(order),
  )
})

describe('by enumeration', () => {
  test('counts of choices are whole, as Pascal’s triangle has them', () => {
    let row = [1n]
    const wrong: string[] = []
    for (let n = 0; n <= 60; n++) {
      for (const [k, ways] of row.entries())
        if (ways < 2n ** 53n && choose(n, k) !== Number(ways)) wrong.push(`${n} over ${k}: ${choose(n, k)}`)
      row = [1n, ...row.slice(1).map((ways, k) => ways + (row[k] as bigint)), 1n]
    }
    expect(wrong).toEqual([])
    expect(choose(100, 50) / 1.0089134454556415e29).toBeCloseTo(1, 12)
  })

  test('the least p of AB-BA is that of the best of all orders, ties or not', () => {
    for (const steps of [
      [1, 2, 3, 4, 5, 6],
      [1, 1, 1, 2, 3, 3],
      [5, 5, 5, 5, 6, 7],
      [1, 2, 2, 2, 2, 9],
      [0, 0, 0, 0, 0, 1],
    ])
      for (const chosen of [1, 2, 3]) {
        let least = 1
        for (let bits = 0; bits < 64; bits++) {
          const blocks = steps.map((step, index) => ({ step, ab: ((bits >> index) & 1) === 1 }))
          if (blocks.filter(({ ab }) => ab).length === chosen) least = Math.min(least, abbaTest(blocks).p)
        }
        const one = steps.map((step, index) => ({ step, ab: index < chosen }))
        expect(leastAbbaP(one)).toBeCloseTo(least, 12)
      }
  })

  test('a weighted median is the median of the values as often as they count', () => {
    const source = random('weights')
    for (let round = 0; round < 300; round++) {
      const values = Array.from({ length: 1 + source.integer(6) }, () => source.integer(9)).sort(
        (a, b) => a - b,
      )
      const weights = values.map(() => source.integer(3))
      const list = values.flatMap((value, index) =>
        Array.from({ length: weights[index] as number }, () => value),
      )
      if (list.length === 0) continue
      const middle = ((list[(list.length - 1) >> 1] as number) + (list[list.length >> 1] as number)) / 2
      expect(weightedMedian(Float64Array.from(values), Float64Array.from(weights), list.length)).toBe(middle)
    }
  })

  test('slopes of points that share their x are none', () => {
    expect(theilSen([1, 1], [2, 3])).toBe(0)
    expect(theilSen([], [])).toBe(0)
  })
})

describe('up to where all ways are gone through', () => {
  const order = (n: number, ab: number) => Array.from({ length: n }, (_, index) => index < ab)
  test('53,130 orders are, 65,780 are not; 65,536 choices of signs are', () => {
    // 25 over 5 and 26 over 5: the nearest to 2^16 on either side
    const all = otherOrders(order(25, 5), random('s'))
    expect([all.exact, all.swaps.length]).toEqual([true, 53_130])
    // the order at hand is among them, changed nowhere
    expect(all.swaps.filter((swap) => swap.every((one) => one === 0))).toHaveLength(1)
    expect(otherOrders(order(26, 5), random('s')).exact).toBe(false)
    expect(signFlips(16, random('s')).swaps).toHaveLength(65_536)
  })
  test('drawn orders keep how many blocks begin with each condition, and give p of four decimals', () => {
    const { swaps, exact } = otherOrders(order(26, 5), random('s'))
    for (const swap of swaps.slice(0, 200))
      expect(order(26, 5).filter((one, index) => one !== (swap[index] === 1))).toHaveLength(5)
    for (const drawn of [swaps, signFlips(17, random('s')).swaps]) {
      const { least } = westfallYoung([{ p: 0.5, relabelled: () => 1 }], { swaps: drawn, exact })
      expect(least).toBe(1)
      const none = westfallYoung([{ p: 0.5, relabelled: () => 1 }], { swaps: drawn, exact })
      expect(none.p).toEqual([1 / 10_000])
    }
  })
  test('p that differ by rounding are equal, by a hundredth of a percent are not', () => {
    const swaps = Array.from({ length: 4 }, () => new Uint8Array(1))
    const adjusted = (factor: number) => {
      let call = 0
      const relabelled = () => (call++ === 0 ? 0.1 : 0.1 * factor)
      return westfallYoung([{ p: 0.1, relabelled }], { swaps, exact: true }).p
    }
    expect(adjusted(1 + 1e-12)).toEqual([1])
    expect(adjusted(1 + 1e-4)).toEqual([0.25])
  })
  test('Brunner and Munzel: 12 and 12 runs are, 10 and 15 are not', () => {
    const source = random('bm')
    const sample = (n: number) => Array.from({ length: n }, () => Math.round(source.uniform() * 6))
    // ties keep it quick
    expect(brunnerMunzelTest(sample(12), sample(12), source).exact).toBe(true)
    const drawn = brunnerMunzelTest(sample(10), sample(15), source)
    expect(drawn.exact).toBe(false)
    expect(Math.abs(drawn.p * 10_000 - Math.round(drawn.p * 10_000))).toBeLessThan(1e-9)
  })
  test('Brunner and Munzel drawn and gone through give the same p, the seldom and the common', () => {
    const source = random('bm')
    const sample = (n: number, at: number) =>
      Array.from({ length: n }, () => at + Math.round(source.uniform() * 5))
    for (const shift of [0, 1, 2]) {
      const [x, y] = [sample(13, 0), sample(13, shift)]
      const { p } = brunnerMunzelTest(x, y, random('d'))
      // one of each left out: near enough to tell a count that is turned round
      const { p: gone } = brunnerMunzelTest(x.slice(1), y.slice(1), random('d'))
      expect(p).toBeGreaterThan(gone / 5)
      expect(p).toBeLessThan(gone * 5)
    }
  })
  test('ranks: 6 and 534 values are, 6 and 574 are not, 28 and 28 are, 29 and 29 are not', () => {
    expect([isExact(6, 534), isExact(6, 574), isExact(28, 28), isExact(29, 29)]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(rankSumTest([1, 2, 3], [4, 5, 6]).exact).toBe(true)
  })
  test('looks at 60 blocks are simulated, at 61 share alpha evenly', () => {
    expect(lookBoundary([59, 60], 0.05)).toBeGreaterThan(0.025)
    expect(lookBoundary([30, 61], 0.05)).toBe(0.025)
  })
})
