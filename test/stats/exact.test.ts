import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { abbaTest } from '../../src/stats/abba.js'
import { brunnerMunzelTest } from '../../src/stats/brunner-munzel.js'
import { oddsRatioInterval } from '../../src/stats/fisher.js'
import { lookBoundary } from '../../src/stats/look-boundary.js'
import { rankSumInterval, rankSumTest } from '../../src/stats/rank-sum.js'
import { otherOrders } from '../../src/stats/relabellings.js'
import { runsTest } from '../../src/stats/runs-test.js'
import { signFlipTest } from '../../src/stats/sign-flip.js'
import { signedRankInterval, signedRankTest } from '../../src/stats/signed-rank.js'
import { spearman } from '../../src/stats/spearman.js'
import { studentTwoSided } from '../../src/stats/student.js'
import { theilSen } from '../../src/stats/theil-sen.js'
import { westfallYoung } from '../../src/stats/westfall-young.js'

interface Case {
  kind: string
  d: number[]
  x: number[]
  y: number[]
  values: number[]
  alpha: number
  p: number
  interval: [number, number]
  events: [number, number]
  of: [number, number]
  rho: number
  slope: number
  t: number
  degrees: number
  runs: number
  few: number
  many: number
  statistic: number | null
  steps: number[][]
  ab: boolean[]
  observed: number[]
  adjusted: number[]
  least: number
  looks: number[]
  nominal: number
  error: number
  beyond: number
}

// made by the script next to it, which says from what
const { cases } = JSON.parse(readFileSync('test/stats/references/python.json', 'utf8')) as { cases: Case[] }
const of = (kind: string) => cases.filter((one) => one.kind === kind)

function same(actual: number, expected: number): void {
  if (actual === expected) return
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(
    1e-9 * Math.max(Math.abs(actual), Math.abs(expected), Number.MIN_VALUE),
  )
}

describe('enumerations and SciPy, to 1e-9', () => {
  test('there are more than 200 cases', () => expect(cases.length).toBeGreaterThan(200))

  test.each(of('signed-rank'))('signed ranks with ties and zeros %#', ({ d, p, alpha, interval }) => {
    same(signedRankTest(d).p, p)
    const found = signedRankInterval(d, alpha)
    expect([found.lower, found.upper]).toEqual(interval)
  })

  test.each(of('rank-sum'))('rank sum with ties %#', ({ x, y, p, alpha, interval }) => {
    same(rankSumTest(x, y).p, p)
    const found = rankSumInterval(x, y, alpha)
    expect([found.lower, found.upper]).toEqual(interval)
  })

  test.each(of('rank-sum-p'))('rank sum of 7 and 8 with ties %#', ({ x, y, p }) =>
    same(rankSumTest(x, y).p, p),
  )

  test.each(of('signed-rank-approximate'))('many differences with ties and zeros %#', ({ d, p }) => {
    expect(signedRankTest(d).exact).toBe(false)
    same(signedRankTest(d).p, p)
  })

  test.each(of('spearman'))('Spearman and Theil-Sen %#', ({ x, y, rho, p, slope }) => {
    const found = spearman(x, y)
    expect(found.rho).toBeCloseTo(rho, 12)
    expect(found.p).toBeCloseTo(p, 9)
    same(theilSen(x, y), slope)
  })

  test.each(of('student'))('Student $t with $degrees degrees', ({ t, degrees, p }) =>
    same(studentTwoSided(t, degrees), p),
  )

  test.each(of('runs'))('runs about the median %#', ({ values, runs, few, many }) => {
    const found = runsTest(values)
    expect(found.runs).toBe(runs)
    same(found.pFew, few)
    same(found.pMany, many)
  })

  test.each(of('odds-ratio'))('odds ratio %#', ({ events, of, interval }) => {
    const { lower, upper } = oddsRatioInterval({ withEvent: events, of }, 0.05)
    same(lower, interval[0])
    same(upper, interval[1] ?? Number.POSITIVE_INFINITY)
  })

  test.each(of('sign-flip'))('sign flips %#', ({ d, p }) =>
    same(signFlipTest(d, 99, random('never used')), p),
  )

  test.each(of('brunner-munzel'))('Brunner and Munzel %#', ({ x, y, statistic, p }) => {
    const found = brunnerMunzelTest(x, y, random('never used'))
    if (statistic === null) expect(Math.abs(found.statistic)).toBe(Number.POSITIVE_INFINITY)
    else same(found.statistic, statistic)
    same(found.p, p)
    expect(found.exact).toBe(true)
  })

  test.each(of('westfall-young'))('Westfall and Young %#', ({ steps, ab, observed, adjusted, least }) => {
    const pOf = (values: readonly number[], orders: readonly boolean[]) =>
      abbaTest(values.map((step, block) => ({ step, ab: orders[block] === true }))).p
    const tests = steps.map((values) => ({
      p: pOf(values, ab),
      relabelled: (swap: Uint8Array) =>
        pOf(
          values,
          ab.map((one, block) => one !== (swap[block] === 1)),
        ),
    }))
    for (const [index, { p }] of tests.entries()) same(p, observed[index] as number)
    const found = westfallYoung(tests, otherOrders(ab, random('never used')))
    for (const [index, p] of found.p.entries()) same(p, adjusted[index] as number)
    same(found.least, least)
  })

  test.each(of('look-boundary'))('boundary of looks at $looks blocks, error $alpha', (one) => {
    same(lookBoundary(one.looks, one.alpha), one.nominal)
    expect(one.error).toBeLessThanOrEqual(one.alpha)
    expect(one.beyond).toBeGreaterThan(one.alpha)
  })
})
