import { describe, expect, test } from '@jest/globals'
import { compareAll } from '../../src/compare/compare.js'
import type { Comparison, ComparisonInput } from '../../src/model/comparison.js'
import { blocked, noisy } from './inputs.js'

const BLOCKED = { blocked: true, seed: 's' }
const compare = (input: ComparisonInput, design = BLOCKED) => compareAll([input], design)[0] as Comparison
const same = (value: number, n = 8) => Array.from({ length: n }, () => value)

describe('every bad input ends in a stated result or a stated refusal', () => {
  test.each<[string, ComparisonInput, object]>([
    [
      'NaN and infinity are missing values, with the reason',
      blocked([Number.NaN, 2, 3, 4, 5, 6, 7], [1, Number.POSITIVE_INFINITY, 3, 4, 5, 6, 7]),
      {
        test: { name: null, n: 5, p: null, pAdjusted: null },
        baseline: expect.objectContaining({
          missing: [{ run: 'b1-off', reason: 'the value is NaN, not a number' }],
        }),
      },
    ],
    [
      'all equal',
      blocked(same(5), same(5)),
      {
        verdict: 'equivalent',
        effect: { scale: 'ratio', estimate: 1, lower: 1, upper: 1, confidence: 1 - 2 / 256 },
        reason: 'Not tested: too many ties among 8 complete blocks (smallest possible p = 1.000).',
      },
    ],
    [
      'all zero',
      blocked(same(0), same(0)),
      {
        verdict: 'did-not-occur',
        effect: null,
        reason: '0 in all 16 runs.',
      },
    ],
    [
      'one run of each',
      blocked([10], [20]),
      {
        verdict: 'inconclusive',
        effect: { scale: 'ratio', estimate: 2, lower: null, upper: null, confidence: null },
      },
    ],
    ['no pairs', blocked([1, null], [null, 2]), { reason: 'No block has a value under both conditions.' }],
    ['one condition empty', blocked([1, 2], []), { reason: 'There are no runs of the treatment.' }],
    ['nothing', blocked([], []), { reason: 'There are no runs of either condition.' }],
    [
      'a block with a missing member',
      blocked([1, 2, 3, 4, 5, 6, null], [2, 3, 4, 5, 6, 7, 8]),
      {
        test: expect.objectContaining({ n: 6 }),
        warnings: expect.arrayContaining([
          expect.objectContaining({ text: 'Excluded (incomplete block): b7-on.' }),
        ]),
      },
    ],
    [
      'negative values on a ratio scale',
      blocked([-1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 7]),
      { effect: expect.objectContaining({ scale: 'difference' }) },
    ],
    [
      'values beyond belief',
      blocked([1e300, ...noisy('a')], [1, ...noisy('b')]),
      { test: expect.objectContaining({ n: 12 }) },
    ],
  ])('%s', (_, input, expected) => expect(compare(input)).toMatchObject(expected))

  test('a run given twice is refused', () => {
    const one = blocked(noisy('a'), noisy('b'))
    const twice = { ...one, baseline: [...one.baseline, one.baseline[0] as (typeof one.baseline)[0]] }
    expect(compare(twice)).toMatchObject({
      verdict: 'not-comparable',
      effect: null,
      reason: 'Refused: run b1-off is given twice, and a copy is not another observation.',
    })
  })

  test('two runs of one condition in a block are refused', () => {
    const one = blocked(noisy('a'), noisy('b'))
    const [first] = one.baseline
    if (first === undefined) throw new Error('no runs')
    expect(compare({ ...one, baseline: [...one.baseline, { ...first, run: 'other' }] }).reason).toBe(
      'Refused: block 1 has two runs under one condition; a block is one run of each.',
    )
  })

  test('an unpaired test of a blocked plan is refused', () => {
    expect(compare(blocked(noisy('a'), noisy('b', 200)), { blocked: false, seed: 's' })).toMatchObject({
      verdict: 'not-comparable',
      test: { name: null, p: null },
      reason: expect.stringContaining('the runs belong to blocks'),
    })
  })

  test('a rare event is compared by whether it happened, with exact odds', () => {
    const one = compare(blocked(same(0, 14), [1, 2, 1, 0, 1, 0, 0, 0, 3, 0, 1, 0, 0, 0], { better: 'lower' }))
    expect(one).toMatchObject({
      verdict: 'regressed',
      clarity: 'clear',
      effect: {
        scale: 'difference',
        estimate: expect.closeTo(9 / 14, 12),
        lower: null,
        upper: null,
        confidence: null,
      },
      test: { name: 'Exact McNemar test on runs with any, paired by block' },
    })
    // 6 of the 6 blocks that differ: 2 of 64
    expect(one.test.p).toBeCloseTo(2 / 64, 12)
    expect(one.warnings[0]?.text).toBe(
      'Compared by whether it happened at all: 0 in 22 of 28 runs; odds ratio 95% CI [1.2, ∞); by number 9 against 0 in the baseline (sign-flip p 0.031).',
    )
  })
})

test('three runs a side are too few for any verdict, equivalence included', () => {
  const one = blocked([100, 100.1, 99.9], [100, 100.2, 99.8])
  const bare = (runs: typeof one.baseline) => runs.map((run) => ({ ...run, block: null, position: null }))
  const input = { ...one, baseline: bare(one.baseline), treatment: bare(one.treatment) }
  expect(compare(input, { blocked: false, seed: 's' })).toMatchObject({
    verdict: 'inconclusive',
    effect: { confidence: 0.9 },
    reason: expect.stringContaining('Described, not tested'),
  })
})
