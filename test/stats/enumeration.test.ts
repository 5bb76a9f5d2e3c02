import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { doubledMidranks } from '../../src/stats/midranks.js'
import { rankSumTest } from '../../src/stats/rank-sum.js'
import { signedRankTest } from '../../src/stats/signed-rank.js'

// With ties neither R's nor SciPy's exact test is exact, so every arrangement is gone through, one by one.

function byEnumeration(arrangements: number[], observed: number): number {
  const share = (keep: (sum: number) => boolean) => arrangements.filter(keep).length / arrangements.length
  return Math.min(
    1,
    2 *
      Math.min(
        share((sum) => sum <= observed),
        share((sum) => sum >= observed),
      ),
  )
}

function subsetSums(ranks: readonly number[], size: number): number[] {
  const sums: number[] = []
  for (let mask = 0; mask < 1 << ranks.length; mask++) {
    let [count, sum] = [0, 0]
    for (const [index, rank] of ranks.entries()) {
      if ((mask >> index) & 1) {
        count++
        sum += rank
      }
    }
    if (size < 0 || count === size) sums.push(sum)
  }
  return sums
}

const tied = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 })

test('rank sum with ties: p is that of every choice of runs', () => {
  fc.assert(
    fc.property(tied, tied, (x, y) => {
      const ranks = doubledMidranks([...x, ...y])
      const observed = ranks.slice(0, x.length).reduce((sum, rank) => sum + rank, 0)
      expect(rankSumTest(x, y).p).toBeCloseTo(byEnumeration(subsetSums(ranks, x.length), observed), 12)
    }),
    { numRuns: 300, seed: 2 },
  )
})

test('signed rank with ties and zeros: p is that of every choice of signs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 10 }), (differences) => {
      const all = doubledMidranks(differences.map(Math.abs))
      const observed = all.reduce((sum, rank, index) => sum + ((differences[index] ?? 0) > 0 ? rank : 0), 0)
      const ranks = all.filter((_, index) => differences[index] !== 0)
      const expected = byEnumeration(subsetSums(ranks, -1), observed)
      expect(signedRankTest(differences).p).toBeCloseTo(expected, 12)
    }),
    { numRuns: 300, seed: 3 },
  )
})

test.each([
  [3, 0.1],
  [4, 2 / 70],
  [5, 2 / 252],
  [6, 2 / 924],
])('the smallest p of %i against %i', (n, p) => {
  const x = Array.from({ length: n }, (_, index) => index)
  expect(
    rankSumTest(
      x,
      x.map((value) => value + 100),
    ).p,
  ).toBeCloseTo(p, 14)
})

test('the smallest p of six pairs', () => {
  expect(signedRankTest([1, 2, 3, 4, 5, 6]).p).toBeCloseTo(2 / 64, 14)
})

test('no values and all equal values decide nothing', () => {
  expect(rankSumTest([], [1]).p).toBe(1)
  expect(rankSumTest([2, 2], [2, 2, 2]).p).toBe(1)
  expect(signedRankTest([]).p).toBe(1)
  expect(signedRankTest([0, 0]).p).toBe(1)
})
