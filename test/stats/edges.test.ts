import { describe, expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { clopperPearson } from '../../src/stats/binomial.js'
import { bcaInterval, resampleCounts } from '../../src/stats/bootstrap.js'
import { rankBiserial } from '../../src/stats/effect-size.js'
import { oddsRatioInterval } from '../../src/stats/fisher.js'
import { modeCount } from '../../src/stats/modes.js'
import { normalUpperTail } from '../../src/stats/normal.js'
import { runsTest } from '../../src/stats/runs-test.js'
import { signFlipTest } from '../../src/stats/sign-flip.js'
import { corrected, counted } from '../../src/stats/tails.js'
import { waysToChoose } from '../../src/stats/ways.js'

// Where nothing varies, nothing is left, or everything is on one side.

test('intervals that say what confidence they were asked for', () => {
  expect(clopperPearson(3, 10, 0.05).confidence).toBe(0.95)
  const rows = resampleCounts([4], 20, random('same'))
  expect(bcaInterval(4, () => 7, rows, 0.05)).toEqual({ lower: 7, upper: 7, confidence: 0.95 })
})

test('differences of 0 have no share of the balance', () => {
  // doubled ranks 2, 4 and 6, of which that of the 0 is left out: (4 - 6) / (4 + 6)
  expect(rankBiserial([0, 1, -2])).toBeCloseTo(-0.2, 12)
  expect(rankBiserial([0, 0])).toBe(0)
})

test('odds ratios are unbounded to the side on which every event lies, and only there', () => {
  const at = (withEvent: [number, number], of: [number, number]) => oddsRatioInterval({ withEvent, of }, 0.05)
  expect(at([0, 3], [5, 3])).toMatchObject({ upper: Number.POSITIVE_INFINITY, lower: expect.any(Number) })
  expect(at([0, 3], [5, 3]).lower).toBeGreaterThan(0)
  expect(at([3, 0], [3, 5])).toMatchObject({ lower: 0 })
  expect(at([3, 0], [3, 5]).upper).toBeLessThan(Number.POSITIVE_INFINITY)
  const inside = at([1, 2], [5, 3])
  expect(inside.lower).toBeGreaterThan(0)
  expect(inside.upper).toBeLessThan(Number.POSITIVE_INFINITY)
})

test('runs about the median: all on one side are one run, which is certain', () => {
  expect(runsTest([1, 1, 1, 2])).toEqual({ runs: 1, pFew: 1, pMany: 1 })
  expect(runsTest([1, 1, 1, 0])).toEqual({ runs: 1, pFew: 1, pMany: 1 })
  expect(runsTest([1, 1])).toEqual({ runs: 0, pFew: 1, pMany: 1 })
})

describe('sign flips', () => {
  const source = () => random('flips')
  test('nothing but 0 is what every choice of signs gives, gone through or drawn', () => {
    for (const n of [3, 19]) expect(signFlipTest(new Array<number>(n).fill(0), 99, source())).toBe(1)
  })
  test('sums that differ by rounding are equal, whatever their size', () => {
    // 0.1 + 0.2 is not 0.3: signs +++, ---, ++-, --+ of which the last two have a sum of 0 but for rounding
    for (const size of [1e-8, 1, 1e8]) {
      const values = [0.1 * size, 0.2 * size, -0.3 * size]
      expect(signFlipTest(values, 99, source())).toBe(1)
    }
  })
})

describe('null distributions', () => {
  test('counted: nothing lies beyond the ends', () => {
    const { atMost, atLeast } = counted(Float64Array.from([1, 2, 1]))
    expect([-1, 0, 1, 1.5, 2, 9].map(atMost)).toEqual([0, 0.25, 0.75, 0.75, 1, 1])
    expect([-1, 0, 0.5, 1, 2, 9].map(atLeast)).toEqual([1, 1, 0.75, 0.75, 0.25, 0])
  })
  test('normal without any variance: certain on the one side, impossible on the other', () => {
    const { atMost, atLeast } = corrected(5, 0, 0.5)
    expect([4, 5, 6].map(atMost)).toEqual([0, 1, 1])
    expect([4, 5, 6].map(atLeast)).toEqual([1, 1, 0])
  })
  test('choices of two of three numbers', () =>
    expect([...waysToChoose([1, 2, 3], 2)]).toEqual([0, 0, 0, 1, 1, 1]))
})

test('the upper tail of the normal distribution to the last digits', () => {
  // scipy.stats.norm.sf
  for (const [x, p] of [
    [0.5, 0.3085375387259869],
    [1.5, 0.06680720126885807],
    [2.5, 0.006209665325776132],
  ] as const)
    expect(Math.abs(normalUpperTail(x) / p - 1)).toBeLessThan(1e-14)
})

test('BCa where no resample reaches the estimate: the bias is that of half a row', () => {
  // forty rows that give 1 to 40; the jackknife is the same everywhere, so nothing is accelerated
  const rows = Array.from({ length: 40 }, (_, index) => Uint8Array.from([index + 1, 0, 0]))
  const beside =
    (estimate: number) =>
    ([a = 0, b = 0, c = 0]: Uint8Array) =>
      a === 1 && b === 1 && c === 1 ? estimate : b + c === 0 ? a : 0
  // above all: 2 × 2.2414 − 3.2905 = 1.192, below which are 88.3% of a normal distribution: the 36th of 40
  expect(bcaInterval(3, beside(100), rows, 0.001)).toMatchObject({ lower: 36, upper: 40 })
  // below all: 11.7%, the 4th
  expect(bcaInterval(3, beside(-1), rows, 0.001)).toMatchObject({ lower: 1, upper: 4 })
})

test('two groups of four, 3 wide, are two modes where 13 lie between them', () => {
  const groups = (second: number) => modeCount([0, 1, 2, 3, second, second + 1, second + 2, second + 3])
  expect([15.5, 16.5].map(groups)).toEqual([1, 2])
})
