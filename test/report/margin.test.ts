import { expect, test } from '@jest/globals'
import type { Comparison } from '../../src/model/comparison.js'
import { margin } from '../../src/report/sentence-parts.js'
import { reportOf } from '../fixtures.js'

const row = (
  scale: 'ratio' | 'difference',
  unit: string,
  [relative, absolute]: readonly [number, number],
  [off, on]: readonly [number, number],
) =>
  ({
    unit,
    effect: { scale, estimate: 1, lower: null, upper: null, confidence: null },
    smallestEffect: { relative, absolute },
    baseline: { median: off },
    treatment: { median: on },
  }) as unknown as Comparison

const NARROW = '\u202f'

test.each([
  // of 400 and 420 ms a tenth is the wider limit; of 1.5 and 0.5 ms the absolute one
  ['ratio', 'seconds', [0.1, 0.01], [0.4, 0.42], '±10%'],
  ['ratio', 'seconds', [0.1, 0.01], [0.0015, 0.0005], `±10${NARROW}ms`],
  ['ratio', 'seconds', [0.1, 2], [3, 4], `±2.0${NARROW}s`],
  ['ratio', 'share', [0.05, 0.005], [0.01, 0.012], `±0.50${NARROW}pp`],
  ['ratio', 'pages/s', [0.05, 1], [1000, 1020], '±5.0%'],
  // as a difference it is the wider of the two in the unit of the metric
  ['difference', 'pages/s', [0.05, 1], [0, 2], `±1.0${NARROW}pages/s`],
  ['difference', 'pages/s', [0.05, 1], [390, 410], `±20${NARROW}pages/s`],
  ['difference', 'share', [0.05, 0.001], [0, 0.001], `±0.10${NARROW}pp`],
] as const)('the limit of a %s in %s that decided: %j at %j', (scale, unit, limits, medians, text) => {
  expect(margin(row(scale, unit, limits, medians))).toBe(text)
})

test('a canary that is late by less than a millisecond is the same within 10 ms, whatever the percentage', async () => {
  const report = await reportOf('fixtures/experiments/fio-steady-6.12')
  const finding = report.findings.find((text) => text.startsWith('Canary, worst second'))
  expect(finding).toMatch(/equivalent within ±10\u202fms: −45%/)
})
