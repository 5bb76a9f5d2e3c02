import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { oddsRatioInterval } from '../../src/stats/fisher.js'
import { rankSumInterval, rankSumTest } from '../../src/stats/rank-sum.js'
import { runsTest } from '../../src/stats/runs-test.js'
import { signFlipTest } from '../../src/stats/sign-flip.js'
import { signedRankInterval, signedRankTest } from '../../src/stats/signed-rank.js'
import { spearman } from '../../src/stats/spearman.js'
import { studentTwoSided } from '../../src/stats/student.js'
import { theilSen } from '../../src/stats/theil-sen.js'

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
}

// made by the script beside it, which says from what
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
})
