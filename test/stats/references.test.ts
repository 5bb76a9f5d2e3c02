import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { median } from 'simple-statistics'
import { abbaEffects, abbaInterval, abbaTest } from '../../src/stats/abba.js'
import { benjaminiHochberg, holm } from '../../src/stats/adjust.js'
import { clopperPearson, signTest } from '../../src/stats/binomial.js'
import { fisherTest } from '../../src/stats/fisher.js'
import { normalQuantile, normalUpperTail } from '../../src/stats/normal.js'
import { hodgesLehmannShift, rankSumInterval, rankSumTest } from '../../src/stats/rank-sum.js'
import { pseudomedian, signedRankInterval, signedRankTest } from '../../src/stats/signed-rank.js'

type Case =
  | {
      kind: 'two'
      x: number[]
      y: number[]
      confidence: number
      p: [number]
      estimate: [number]
      interval: [number, number]
    }
  | {
      kind: 'one'
      d: number[]
      confidence: number
      p: [number]
      estimate: [number]
      interval: [number, number]
    }
  | {
      kind: 'abba'
      ba: number[]
      ab: number[]
      p: [number]
      estimate: [number]
      interval: [number, number]
    }
  | { kind: 'adjust'; p: number[]; holm: number[]; bh: number[] }
  | { kind: 'normal'; z: [number]; tail: [number] }
  | { kind: 'two-approximate'; x: number[]; y: number[]; p: [number] }
  | { kind: 'one-approximate'; d: number[]; p: [number] }
  | { kind: 'binomial'; successes: number; trials: number; p: [number]; interval: [number, number] }
  | {
      kind: 'fisher'
      events: [number, number]
      of: [number, number]
      p: [number]
    }

// made by the script next to it, which says how
const cases = JSON.parse(readFileSync('test/stats/references/r.json', 'utf8')) as Case[]
const of = <K extends Case['kind']>(kind: K) =>
  cases.filter((one): one is Extract<Case, { kind: K }> => one.kind === kind)

/** To 1e-9 of the larger of the two, as the values come in scales from 1e-9 to 1e12. */
function same(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
    1e-9 * Math.max(Math.abs(actual), Math.abs(expected), Number.MIN_VALUE),
  )
}

describe("R's values to 1e-9", () => {
  test('there are more than 300 cases', () => expect(cases.length).toBeGreaterThan(300))

  test.each(of('two'))(
    'two samples %#: p, shift and interval',
    ({ x, y, confidence, p, estimate, interval }) => {
      same(rankSumTest(x, y).p, p[0])
      same(hodgesLehmannShift(x, y), estimate[0])
      const found = rankSumInterval(x, y, 1 - confidence)
      // where no interval of that confidence exists, both give the widest and R warns
      same(found.lower, interval[0])
      same(found.upper, interval[1])
    },
  )

  test.each(of('one'))(
    'differences %#: p, pseudomedian and interval',
    ({ d, confidence, p, estimate, interval }) => {
      same(signedRankTest(d).p, p[0])
      same(pseudomedian(d), estimate[0])
      const found = signedRankInterval(d, 1 - confidence)
      same(found.lower, interval[0])
      same(found.upper, interval[1])
    },
  )

  test.each(of('abba'))(
    'AB and BA blocks %#: p, effect and interval',
    ({ ba, ab, p, estimate, interval }) => {
      const blocks = [...ba.map((step) => ({ step, ab: false })), ...ab.map((step) => ({ step, ab: true }))]
      same(abbaTest(blocks).p, p[0])
      same(median(abbaEffects(blocks)), estimate[0])
      const found = abbaInterval(blocks, 0.05)
      same(found.lower, interval[0])
      same(found.upper, interval[1])
    },
  )

  test.each(of('adjust'))('adjusted p %#', ({ p, holm: byHolm, bh }) => {
    for (const [index, value] of holm(p).entries()) same(value, byHolm[index] ?? Number.NaN)
    for (const [index, value] of benjaminiHochberg(p).entries()) same(value, bh[index] ?? Number.NaN)
  })

  test.each(of('normal'))('normal tail at $z', ({ z, tail }) => {
    same(normalUpperTail(z[0]), tail[0])
    if (tail[0] > 0.001 && z[0] !== 0) same(normalQuantile(1 - tail[0]), z[0])
  })

  test.each(of('two-approximate'))('many values with ties %#', ({ x, y, p }) =>
    same(rankSumTest(x, y).p, p[0]),
  )
  test.each(of('one-approximate'))('many differences with ties and zeros %#', ({ d, p }) =>
    same(signedRankTest(d).p, p[0]),
  )

  test.each(of('binomial'))('$successes of $trials', ({ successes, trials, p, interval }) => {
    same(signTest(successes, trials), p[0])
    const { lower, upper } = clopperPearson(successes, trials, 0.05)
    same(lower, interval[0])
    same(upper, interval[1])
  })

  // R's own p is by the probability of the table; this is twice the smaller tail, by phyper
  test.each(of('fisher'))('Fisher %#', ({ events, of, p }) =>
    same(fisherTest({ withEvent: events, of }), p[0]),
  )
})
