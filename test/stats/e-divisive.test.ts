import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { changePoints, LEAST_POINTS } from '../../src/stats/change-points.js'
import { bestSplit, distances, MIN_SEGMENT, nextSplit } from '../../src/stats/e-divisive.js'
import { medianInterval } from '../../src/stats/median-interval.js'
import { qnScale } from '../../src/stats/qn.js'

interface Case {
  points: number[][]
  cuts: number[]
  statistic: number
  at: number
  p: number | null
}
// made by the script of that name, which says how
const references = JSON.parse(readFileSync('test/stats/references/e-divisive.json', 'utf8')) as {
  splits: Case[]
  exact: Case[]
  spreads: { values: number[]; qn: number }[]
  medians: { values: number[]; lower: number; upper: number; confidence: number }[]
}

describe('E-divisive', () => {
  test('the best split and its statistic are those of the published equations', () => {
    for (const { points, cuts, statistic, at } of [...references.splits, ...references.exact]) {
      const found = nextSplit(points, cuts, { random: random('x'), draws: 1 })
      expect(found?.at).toBe(at)
      expect(Math.abs((found?.statistic ?? 0) - statistic)).toBeLessThan(1e-9 * Math.max(1, statistic))
    }
  })

  test('p is that of every order of the points, to four standard errors of the draws', () => {
    const draws = 4000
    for (const { points, cuts, p } of references.exact) {
      const truth = p ?? Number.NaN
      const found = nextSplit(points, cuts, { random: random('p'), draws, enough: draws + 1 })
      const error = Math.sqrt((truth * (1 - truth)) / draws)
      expect(Math.abs((found?.p ?? 0) - truth)).toBeLessThan(4 * error + 1 / draws)
    }
  })

  test('few draws end early where p is large, and say about the same', () => {
    const [, , , , last] = references.exact
    const found = nextSplit(last?.points ?? [], last?.cuts ?? [], { random: random('y'), draws: 1e9 })
    expect(found?.p).toBeGreaterThan((last?.p ?? 0) / 2)
    expect(found?.p).toBeLessThan((last?.p ?? 0) * 2)
  })

  test('the twentieth permutation that is as extreme is the last', () => {
    let drawn = 0
    const counting = {
      ...random('z'),
      integer: () => {
        drawn++
        return 0
      },
    }
    nextSplit(Array(9).fill([4]), [], { random: counting, draws: 99 })
    // eight exchanges shuffle nine points
    expect(drawn).toBe(20 * 8)
  })

  test('an order that is a little worse is worse', () => {
    // the 5 belongs to the zeros by a hair: 8 of 140 orders have them together at one end, 6 more have it with the others
    const points = [0, 0, 0, 5, 10.001, 10.001, 10.001].map((value) => [value])
    const found = nextSplit(points, [], { random: random('hair'), draws: 4000, enough: 4000 })
    expect(Math.abs((found?.p ?? 1) - 8 / 140)).toBeLessThan(0.015)
  })

  test('too short a segment has no split, equal points have p = 1', () => {
    const short = Array.from({ length: 2 * MIN_SEGMENT - 1 }, (_, index) => [index])
    expect(
      bestSplit(
        distances(short),
        short.length,
        short.map((_, index) => index),
      ),
    ).toBeNull()
    expect(nextSplit(short, [], { random: random('z'), draws: 9 })).toBeNull()
    expect(nextSplit(Array(9).fill([4]), [], { random: random('z'), draws: 99 })?.p).toBe(1)
  })
})

describe('changes of several sequences', () => {
  const flat = (n: number, seed: string) => {
    const source = random(seed)
    return Array.from({ length: n }, () => [source.uniform()])
  }
  const stepped = (n: number, ...places: number[]) =>
    flat(n, `${n}`).map(([value = 0], index) => [value + 2 * places.filter((at) => index >= at).length])

  test('places of one, of two, of none', () => {
    const found = changePoints([
      { name: 'a', points: stepped(24, 9) },
      { name: 'b', points: stepped(24, 8, 16) },
      { name: 'c', points: flat(24, 'c') },
    ])
    expect(found.map((one) => one.map(({ at }) => at))).toEqual([[9], [8, 16], []])
    for (const { pAdjusted } of found.flat()) expect(pAdjusted).toBeLessThanOrEqual(0.05)
  })

  test('p is adjusted over all of them', () => {
    const alone = changePoints([{ name: 'a', points: stepped(24, 12) }])
    const many = changePoints([
      { name: 'a', points: stepped(24, 12) },
      ...Array.from({ length: 9 }, (_, index) => ({ name: `${index}`, points: flat(24, `${index}`) })),
    ])
    expect(many[0]?.[0]?.pAdjusted).toBeCloseTo(10 * (alone[0]?.[0]?.pAdjusted ?? 1), 9)
  })

  test('below the least number nothing is marked, with it a perfect step is', () => {
    const step = (n: number) => Array.from({ length: n }, (_, index) => [index < n / 2 ? index : 100 + index])
    expect(changePoints([{ name: 'a', points: step(LEAST_POINTS - 1) }])).toEqual([[]])
    expect(changePoints([{ name: 'a', points: step(LEAST_POINTS) }])[0]).toMatchObject([
      { at: LEAST_POINTS / 2 },
    ])
  })

  test('neither the unit nor one wild value matters', () => {
    const points = stepped(16, 8)
    // a third on a level of its own is no wild value, and what changes within it is still found
    const high = Array.from({ length: 36 }, (_, index) => [index < 12 ? 0 : index < 24 ? 1e4 : 1e4 + 3]).map(
      ([level = 0], index) => [level + Math.sin(7 * index)],
    )
    expect(changePoints([{ name: 'a', points: high }])[0]?.map(({ at }) => at)).toEqual([12, 24])
    const wild = points.map(([value = 0], index) => [index === 15 ? 1e300 : 1e6 * value])
    const [a, b] = [points, wild].map((one) => changePoints([{ name: 'a', points: one }]))
    expect(a?.[0]).toHaveLength(1)
    expect(b?.[0]?.[0]?.at).toBe(8)
  })
})

test('the interval of a median is that of the binomial distribution', () => {
  expect(references.medians).toHaveLength(8)
  for (const { values, lower, upper, confidence } of references.medians) {
    const found = medianInterval(values, 0.05)
    expect([found.lower, found.upper]).toEqual([lower, upper])
    expect(Math.abs(found.confidence - confidence)).toBeLessThan(1e-12)
  }
})

test('the spread is that of its definition, whatever a third of the values does', () => {
  expect(references.spreads).toHaveLength(4)
  for (const { values, qn } of references.spreads)
    expect(Math.abs(qnScale(values) / qn - 1)).toBeLessThan(1e-9)
  expect([qnScale([]), qnScale([3]), qnScale([3, 3, 3])]).toEqual([0, 0, 0])
})
