import { describe, expect, test } from '@jest/globals'
import { blocksQuestion } from '../../src/compare/blocks-question.js'
import { carryOverFinding } from '../../src/compare/carry-over.js'
import { relabelledCollapse } from '../../src/compare/collapse.js'
import { consistency } from '../../src/compare/consistency.js'
import { differentialAttrition, differentialTraceLoss } from '../../src/compare/differential-attrition.js'
import { driftFinding } from '../../src/compare/drift.js'
import { duplicateRuns } from '../../src/compare/duplicate-runs.js'
import { equivalenceMargin } from '../../src/compare/equivalence-margin.js'
import { blocksNeeded } from '../../src/compare/sample-size.js'
import type { ComparisonInput, RunValue } from '../../src/model/comparison.js'
import { blocked, noisy, side } from './inputs.js'

// Limits from both sides: what lies a little on the wrong side of each gives the other answer.

/** Degrees of freedom, sqrt(d / scipy.stats.chi2.ppf(q, d)) for q of 0.9 and for q of 0.1. */
const CHI = [
  [30, 0.8632670995611742, 1.2067993993655992],
  [60, 0.8980445815354359, 1.1364261495899672],
  [200, 0.9406770660688942, 1.06954846762421],
] as const

const ps = (text: string | undefined) =>
  [...(text ?? '').matchAll(/adjusted p ([\d.]+)/g)].map(([, p]) => Number(p))

describe('drift', () => {
  const rising = (slope: number, n = 12) => {
    const up = (seed: string) => noisy(seed, 100, n, 0.05).map((value, index) => value * (1 + slope) ** index)
    return blocked(up('a'), up('b'))
  }
  test('found up to an adjusted p of 5 %', () => {
    const found = Array.from({ length: 60 }, (_, step) => driftFinding([rising(step / 5000)])?.text)
    const least = Math.max(...found.flatMap(ps))
    expect(least).toBeGreaterThan(0.04)
    expect(least).toBeLessThanOrEqual(0.05)
  })
  test('8 runs are enough, 7 are not', () => {
    expect(driftFinding([rising(0, 4)])).not.toBeNull()
    const four = rising(0, 4)
    expect(driftFinding([{ ...four, baseline: four.baseline.slice(1) }])).toBeNull()
  })
})

describe('carry-over', () => {
  const FIRST = [1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0].map((one) => one === 1)
  // noises of which one has a p just below each limit, and one just above
  const SEEDS = { makes: ['1', '3', '1'], hides: ['1', '3', '2'] } as const
  /** Runs after the treatment are `factor` times as large, second runs `second` times, those of the treatment `effect` times. */
  const carried = (factor: number, second = 1, n = 12, effect = 1, seed = ''): ComparisonInput => {
    const first = (block: number) => FIRST[block - 1] === true
    const shape = (values: readonly number[], treatment: boolean) =>
      side(values, treatment ? 'on' : 'off', (block) => first(block) !== treatment).map((run): RunValue => {
        const block = run.block ?? 0
        const after = run.position === 2 ? !treatment : block > 1 && first(block - 1)
        const times = (after ? factor : 1) * (run.position === 2 ? second : 1)
        return { ...run, value: (run.value ?? 0) * times }
      })
    const [x, y] = [noisy(`a${seed}`, 100, n), noisy(`b${seed}`, 100 * effect, n)]
    return { ...blocked([], []), baseline: shape(x, false), treatment: shape(y, true) }
  }
  test.each([
    // what follows the treatment is mostly the baseline
    [SEEDS.makes, 'it could be the change that is seen', -1, 1.5, 0.08, 0.1],
    [SEEDS.makes, 'it could be the change that is seen', 1, 1 / 1.5, 0.08, 0.1],
    [SEEDS.hides, 'it could hide a part of the change', 1, 1.5, 0.018, 0.025],
    [SEEDS.hides, 'it could hide a part of the change', -1, 1 / 1.5, 0.018, 0.025],
  ])(
    'with noises %j: %s, runs after the treatment %d, an effect of %d: found from p %d to %d',
    (seeds, words, sign, effect, least, most) => {
      const texts = Array.from({ length: 100 }, (_, step) => {
        const factor = (1 + step / 800) ** sign
        return carryOverFinding([carried(factor, 1, 12, effect, seeds[step % 3])], 's')?.text ?? ''
      }).filter((text) => text.includes('shows in'))
      expect(texts.every((text) => text.includes(words))).toBe(true)
      const highest = Math.max(...texts.flatMap(ps))
      expect(highest).toBeGreaterThan(least)
      expect(highest).toBeLessThanOrEqual(most)
    },
  )
  test('no change at all: a carry-over to either side is found once', () => {
    // blocks of both orders have the same steps; blocks after the treatment are higher or lower as a whole
    const shape = (treatment: boolean, level: number) =>
      side(
        FIRST.map((first, index) => {
          const nth = FIRST.slice(0, index).filter((one) => one === first).length
          const up = FIRST[index - 1] === true ? level : 1
          return 100 * up * (first === treatment ? 1 + nth / 500 : 1 - nth / 500)
        }),
        treatment ? 'on' : 'off',
        (block) => (FIRST[block - 1] === true) !== treatment,
      )
    for (const level of [0.8, 1.25]) {
      const input = { ...blocked([], []), baseline: shape(false, level), treatment: shape(true, level) }
      expect(carryOverFinding([input], 's')).toMatchObject({ outcome: 'invalidates', metrics: ['m'] })
    }
  })
  test('8 blocks are enough, 7 are not', () => {
    expect(carryOverFinding([carried(1, 1, 8)], 's')).not.toBeNull()
    expect(carryOverFinding([carried(1, 1, 7)], 's')).toBeNull()
  })
  test('whatever runs second is slower: no carry-over, and none is hidden', () => {
    expect(carryOverFinding([carried(1, 0.5)], 's')?.outcome).toBe('pass')
    expect(carryOverFinding([carried(0.8, 0.5)], 's')?.outcome).toBe('invalidates')
    expect(ps(carryOverFinding([carried(0.88, 0.5)], 's')?.text)[0]).toBeLessThan(0.005)
  })
  test('primary metrics are named first', () => {
    const second = { ...carried(0.8), metric: 'n', title: 'N', family: 'secondary' as const }
    expect(carryOverFinding([second, carried(0.8)], 's')?.metrics).toEqual(['m', 'n'])
  })
})

describe('lost runs and lost records', () => {
  const side = (values: readonly (number | null)[]): RunValue[] =>
    values.map((value, index) => ({ run: `${index}`, block: null, position: null, value, reason: null }))
  const lost = (n: number, of: number) =>
    side(Array.from({ length: of }, (_, index) => (index < n ? null : 1)))
  test('0 and 4 of 6 lost runs are no proof (p 0.061), 0 and 5 of 12 are (p 0.037)', () => {
    // twice scipy.stats.hypergeom.sf(3, 12, 4, 6), and sf(4, 24, 5, 12)
    expect(differentialAttrition(lost(0, 6), lost(4, 6))).toMatchObject({ outcome: 'note' })
    expect(differentialAttrition(lost(0, 12), lost(5, 12))).toMatchObject({
      outcome: 'caution',
      text: expect.stringContaining('Lost runs: 0 of 12 in the baseline, 5 of 12 in the treatment'),
    })
    expect(differentialAttrition(lost(0, 1), lost(0, 1))).toMatchObject({ outcome: 'pass' })
    expect(differentialAttrition([], lost(0, 1))).toBeNull()
    expect(differentialAttrition(lost(0, 1), [])).toBeNull()
  })
  test('shares of records, to three digits of a percent', () => {
    const found = differentialTraceLoss(side([0.000009]), side([0.000011]))
    expect(found?.text).toContain('median run: <0.001% in the baseline, 0.001% in the treatment')
    expect(differentialTraceLoss(side([0.25]), side([0.01234]))?.text).toContain(
      '25.000% in the baseline, 1.234%',
    )
    expect(differentialTraceLoss(side([0.25]), side([null]))).toBeNull()
    expect(differentialTraceLoss(side([null]), side([0.25]))).toBeNull()
  })
  test('5 and 5 runs with 3 wins against the order are no proof (p 0.056), 6 and 6 with 5 are (p 0.041)', () => {
    // scipy.stats.mannwhitneyu(x, y, method='exact').pvalue
    const five = differentialTraceLoss(side([0.1, 0.2, 0.3, 0.4, 0.65]), side([0.45, 0.6, 0.62, 0.7, 0.8]))
    expect(five).toMatchObject({ outcome: 'note', text: expect.stringContaining('p = 0.056') })
    const six = differentialTraceLoss(
      side([0.1, 0.2, 0.3, 0.4, 0.5, 0.85]),
      side([0.55, 0.6, 0.7, 0.75, 0.8, 0.9]),
    )
    expect(six).toMatchObject({ outcome: 'invalidates', text: expect.stringContaining('p = 0.041') })
  })
})

describe('runs given twice', () => {
  const pairs = (n: number, metrics: number) =>
    Array.from({ length: metrics }, (_, metric) => {
      const values = Array.from({ length: n }, (__, run) => 10 * metric + run + 0.5)
      return { ...blocked(values, values), metric: `m${metric}` }
    })
  test('two metrics that agree are chance, three are a copy', () => {
    expect(duplicateRuns(pairs(4, 2))?.outcome).toBe('pass')
    expect(duplicateRuns(pairs(4, 3))?.outcome).toBe('invalidates')
  })
  test('five pairs are named, the others counted', () => {
    const text = (n: number) => duplicateRuns(pairs(n, 3))?.text
    expect(text(5)).toContain('b5-off and b5-on. A run')
    expect(text(6)).toContain('b5-off and b5-on and 1 more pair. A run')
    expect(text(7)).toContain('b5-off and b5-on and 2 more pairs. A run')
  })
})

test.each([
  // of n differences, sizes in order, those of `against` point the other way: 1 - 2 sum(against) / (n (n + 1) / 2)
  [4, [4], 'more of it points up than down (matched rank-biserial +0.20)'],
  [8, [8, 7], 'it points neither way (matched rank-biserial +0.17)'],
  [9, [8, 9], 'more of it points up than down (matched rank-biserial +0.24)'],
  [15, [6], 'nearly all of it points up (matched rank-biserial +0.90)'],
  [14, [6], 'most of it points up (matched rank-biserial +0.89)'],
  [7, [7], 'more of it points up than down (matched rank-biserial +0.50)'],
  [5, [], 'all of it points up (matched rank-biserial +1.00)'],
  [3, [3], 'it points neither way (matched rank-biserial 0.00)'],
] as const)('of %d blocks %j against', (n, against, words) => {
  const y = Array.from({ length: n }, (_, index) => {
    const other = (against as readonly number[]).includes(index + 1)
    return 100 * Math.exp((other ? -0.01 : 0.01) * (index + 1))
  })
  const blocks = y.map((_, index) => index + 1)
  const samples = {
    x: y.map(() => 100),
    y,
    paired: true,
    blocks,
    baselineFirst: y.map(() => true),
    unpaired: [],
  }
  expect(consistency(samples)).toContain(words)
})

test('the margin: both floors must be passed, and it is the same whichever condition is the baseline', () => {
  const at = (scale: 'ratio' | 'difference', relative: number, absolute: number, pair: [number, number]) =>
    equivalenceMargin(scale, { relative, absolute }, pair)
  expect(at('difference', 0.1, 1, [10, 30])).toBe(2)
  expect(at('difference', 0.1, 1, [-30, 10])).toBe(2)
  expect(at('difference', 0.1, 5, [10, 30])).toBe(5)
  expect(at('ratio', 0.05, 0, [4, 9])).toBeCloseTo(Math.log(1.05), 12)
  // 6 at the level between 4 and 9, which is 6: twice the logarithm of the golden ratio
  expect(at('ratio', 0.05, 6, [4, 9])).toBeCloseTo(2 * Math.log((1 + Math.sqrt(5)) / 2), 12)
  expect(at('ratio', 0.05, 6, [9, 4])).toBe(at('ratio', 0.05, 6, [4, 9]))
})

test('collapsed runs relabelled: every exchange of the two runs of a block, by hand', () => {
  const [x, y] = [
    [100, 100, 100, 100],
    [100, 20, 30, 100],
  ]
  const p = relabelledCollapse(blocked(x, y), [1, 2, 3, 4])
  for (let bits = 0; bits < 16; bits++) {
    const swap = [0, 1, 2, 3].map((index) => (bits >> index) & 1)
    // 20 and 30 collapse wherever they are: the medians stay 100, but for both on one side with two others
    const moved = (swap[1] as number) + (swap[2] as number)
    // twice the smaller tail: of 8 runs with 2 collapsed, both on one side 6/28 of the ways
    expect(p(swap)).toBeCloseTo(moved === 1 ? 1 : 2 * (6 / 28), 12)
  }
})

test('the range of blocks is what chi-square says of the spread', () => {
  for (const [degrees, low, high] of CHI)
    for (let step = 0; step < 12; step++) {
      const [spread, margin] = [0.2 + step / 100, 0.1]
      const at = (factor: number) =>
        blocksNeeded({ spread: spread * factor, effect: margin, margin }, 0.05, 1)
      const found = blocksQuestion({ spread, degrees }, { margin, effect: margin }, 1)
      const [lowest, highest] = [at(low), at(high)]
      if (lowest === null || highest === null || highest >= 100) continue
      expect([degrees, spread, found.low, found.high]).toEqual([degrees, spread, lowest, highest])
    }
})
