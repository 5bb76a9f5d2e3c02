import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

interface Results {
  experiments: number
  nothing: { name: string; blocks: number; family: number; coverage: number; confidence: number }[]
  equivalence: { name: string; blocks: number; wrong: number }[]
}

const results = JSON.parse(readFileSync('bench/calibration/results.json', 'utf8')) as Results
/** Three standard errors of a share of p. */
const error = (p: number, n = results.experiments) => 3 * Math.sqrt((p * (1 - p)) / n)

test('docs/calibration.md is what the results say; if not, run: npm run bench:calibration', async () => {
  const page = '../bench/calibration/page.mjs'
  const made = (await import(page)) as { page(results: Results): string }
  expect(readFileSync('docs/calibration.md', 'utf8')).toBe(made.page(results))
})

test('at least 10,000 experiments a cell', () => expect(results.experiments).toBeGreaterThanOrEqual(10_000))

test.each(results.nothing)(
  '$name, $blocks blocks: at most 5 % of families, and intervals that hold',
  (one) => {
    const most = one.name.startsWith('drift') ? 0.07 : 0.05
    expect(one.family).toBeLessThanOrEqual(most + error(most))
    // nine metrics an experiment
    expect(one.coverage).toBeGreaterThanOrEqual(0.95 - error(0.05, 9 * results.experiments))
    expect(one.coverage).toBeLessThanOrEqual(0.975)
  },
)

test.each(results.equivalence)('$name, $blocks blocks: wrongly equivalent at most 5 %', ({ wrong }) => {
  expect(wrong).toBeLessThanOrEqual(0.05 + error(0.05))
})
