import { expect, test } from '@jest/globals'
import { compareAll } from '../../src/compare/compare.js'
import { comparisonMethods } from '../../src/compare/methods.js'
import { blocked, noisy } from './inputs.js'

const DESIGN = { blocked: true, seed: 's' }

test('says what was done with these metrics, with their numbers', () => {
  const zeros = [0, 3, 5, 0, 2, 6, 7, 8, 9, 1, 2, 3]
  const never = blocked(noisy('p'), noisy('q'), { metric: 'd', family: 'descriptive' })
  const text = comparisonMethods(
    compareAll(
      [
        blocked(noisy('a'), noisy('b', 150)),
        blocked(zeros, noisy('c', 20), { metric: 'z', family: 'secondary' }),
        blocked(noisy('e', 100, 5), noisy('f', 100, 5), { metric: 'few' }),
        never,
      ],
      DESIGN,
    ),
  )
  expect(text).toHaveLength(3)
  expect(text[0]).toContain('Exact AB-BA rank-sum test, paired by block (2 metrics, 12 blocks)')
  expect(text[0]).toContain(
    'Westfall–Young step-down adjustment over 1 primary metric (family-wise error rate), relabeling whole blocks as the plan could have, Benjamini–Hochberg over 1 secondary metric',
  )
  expect(text[0]).toContain('1 metric that could not be tested is excluded from the adjustment.')
  expect(text[1]).toContain('differences where a value is 0 or less (1 metric)')
  expect(text[1]).toMatch(/Achieved confidence levels: 80\.0% to 95\.9%/)
})

test('claims no test where there was none', () => {
  const text = comparisonMethods(compareAll([blocked([1], [2])], DESIGN))
  expect(text[0]).toBe('Tests. None: no metric had enough runs.')
  expect(text[1]).toContain('No interval could be given.')
})
