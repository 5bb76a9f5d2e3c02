import { describe, expect, test } from '@jest/globals'
import { adjust, type Tested } from '../../src/compare/families.js'
import { relabelledAbba, relabelledMcNemar, relabelledSignedRank } from '../../src/compare/relabelled.js'
import type { TestPlan } from '../../src/compare/test-plan.js'
import { abbaTest } from '../../src/stats/abba.js'
import { holm } from '../../src/stats/adjust.js'
import { signTest } from '../../src/stats/binomial.js'
import { signedRankTest } from '../../src/stats/signed-rank.js'

const BLOCKS = [1, 2, 3, 4, 5, 6, 7, 8]
const FIRST = [true, false, false, true, true, false, true, false]

const plan = (method: TestPlan['method']): TestPlan => ({
  method,
  baselineFirst: new Map(BLOCKS.map((block, index) => [block, FIRST[index] === true])),
  alpha: 0.05,
  alphaEquivalence: 0.1,
  look: null,
  withheld: null,
  describeOnly: false,
  verdictOnly: false,
  seed: 's',
})
const tested = (p: number | null, more: Partial<Tested> = {}): Tested => ({
  family: 'primary',
  p,
  otherP: null,
  blocks: BLOCKS,
  relabelled: null,
  ...more,
})
const swaps = (n: number) =>
  Array.from({ length: 2 ** n }, (_, bits) => Array.from({ length: n }, (__, place) => (bits >> place) & 1))

describe('p when the runs of some blocks change their conditions is that of the test itself', () => {
  const steps = [3, -1, 4, 1, -5, 9, 2, 3]
  test('AB-BA', () => {
    const p = relabelledAbba(steps, FIRST)
    for (const swap of swaps(8)) {
      const blocks = steps.map((step, index) => ({ step, ab: FIRST[index] !== (swap[index] === 1) }))
      expect(p(swap)).toBeCloseTo(abbaTest(blocks).p, 12)
    }
  })
  test('signed ranks, with a difference of 0 and equal ones', () => {
    const differences = [0, 2, -2, 1, 3, -4]
    const p = relabelledSignedRank(differences)
    for (const swap of swaps(6)) {
      const turned = differences.map((value, index) => (swap[index] === 1 ? -value : value))
      expect(p(swap)).toBeCloseTo(signedRankTest(turned).p, 12)
    }
  })
  test('McNemar', () => {
    const signs = [1, -1, 0, 1, 1]
    const p = relabelledMcNemar(signs)
    for (const swap of swaps(5)) {
      const won = signs.filter((sign, index) => sign === (swap[index] === 1 ? -1 : 1)).length
      expect(p(swap)).toBeCloseTo(signTest(won, 4), 12)
    }
  })
})

test('three metrics that are nearly one: Holm pays for three, Westfall and Young for little more than one', () => {
  // 12 blocks, ranks of the differences of each: one block points the other way, the largest or the second largest
  const blocks = Array.from({ length: 12 }, (_, index) => index + 1)
  const one = blocks.map((rank) => (rank === 12 ? -rank : rank))
  const other = [...one.slice(0, 10), 12, -11]
  const metric = (differences: readonly number[]): Tested => ({
    ...tested(signedRankTest(differences).p, { relabelled: relabelledSignedRank(differences) }),
    blocks,
  })
  const family = [metric(one), metric(one), metric(other)]
  // 70 and 55 of 4096 choices of signs have a rank sum of at most 12 and 11
  expect(family.map(({ p }) => p)).toEqual([140 / 4096, 140 / 4096, 110 / 4096])
  const by = (ps: readonly (number | null)[]) => ps.map((p) => p?.toFixed(3))
  expect(by(holm(family.map(({ p }) => p ?? 1)))).toEqual(['0.081', '0.081', '0.081'])
  expect(by(adjust(family, plan('signed-rank')).adjusted)).toEqual(['0.034', '0.034', '0.027'])
})

describe('a family', () => {
  const differences = [1, 2, 3, 4, 5, 6, 7, 8]
  const clear = (n = 8) => {
    const own = differences.slice(0, n)
    return tested(2 / 2 ** n, { blocks: BLOCKS.slice(0, n), relabelled: relabelledSignedRank(own) })
  }
  test('one metric keeps its own p', () =>
    expect(adjust([tested(0.04)], plan('signed-rank'))).toEqual({ adjusted: [0.04], least: null }))
  test('two that are one cost nothing, and the least p is that of both', () =>
    expect(adjust([clear(), clear()], plan('signed-rank'))).toEqual({
      adjusted: [2 / 256, 2 / 256],
      least: 2 / 256,
    }))
  test('one that lacks blocks is relabeled with those that it has', () => {
    // of 256 choices of signs those that turn none or all of the first six, whatever the last two
    const { adjusted, least } = adjust([clear(), clear(6)], plan('signed-rank'))
    expect(adjusted).toEqual([2 / 256, 8 / 256])
    expect(least).toBe(2 / 256)
  })
  test('one that cannot be relabeled keeps its p in all of them', () =>
    expect(adjust([clear(), tested(0.01)], plan('signed-rank')).adjusted).toEqual([2 / 256, 1]))
  test('declared and not measured: it keeps its share of the error, up to 1', () => {
    const missing = tested(null, { counted: true })
    const others = [missing, tested(null), tested(null, { family: 'secondary', counted: true })]
    expect(adjust([clear(), clear(), ...others], plan('signed-rank'))).toEqual({
      adjusted: [3 / 256, 3 / 256, null, null, null],
      least: 3 / 256,
    })
    expect(adjust([tested(0.8), missing], plan('signed-rank')).adjusted).toEqual([1, null])
    // without blocks by Holm
    expect(adjust([tested(0.01), missing], plan('unpaired')).adjusted).toEqual([0.02, null])
  })
  test('without blocks the weaker of the two tests counts, in both families', () => {
    const both = (family: Tested['family']) => [
      tested(0.01, { family, otherP: 0.03 }),
      tested(0.02, { family, otherP: 0.001 }),
    ]
    expect(adjust(both('primary'), plan('unpaired')).adjusted).toEqual([0.03, 0.02])
    expect(adjust(both('secondary'), plan('unpaired')).adjusted).toEqual([0.03, 0.02])
    expect(adjust(both('secondary'), plan('signed-rank')).adjusted).toEqual([0.02, 0.02])
  })
  test('a descriptive metric has none', () =>
    expect(adjust([tested(0.01, { family: 'descriptive' })], plan('ab-ba')).adjusted).toEqual([null]))
  test('AB-BA orders are those with as many blocks of each kind: 70 of 4 and 4', () => {
    const steps = BLOCKS.map((block, index) => (FIRST[index] === true ? block : -block))
    const relabelled = relabelledAbba(steps, FIRST)
    const one = tested(2 / 70, { relabelled })
    expect(adjust([one, one], plan('ab-ba'))).toEqual({ adjusted: [2 / 70, 2 / 70], least: 2 / 70 })
  })
})
