import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { changePoints } from '../../src/stats/change-points.js'

interface Planted {
  n: number
  metrics: number
  where: string
  place: string
  step: number
  histories: number
  found: number
  placed: number
  covered: number
  sized: number
  elsewhere: number
}
interface Results {
  histories: number
  same: { kind: string; n: number; metrics: number; marked: number }[]
  others: { kind: string; n: number; rates: Record<string, number> }[]
  planted: Planted[]
}
const results = JSON.parse(readFileSync('bench/history/results.json', 'utf8')) as Results
/** Five per cent and three standard errors of a share found in so many histories. */
const most = (histories: number) => 0.05 + 3 * Math.sqrt(0.0475 / histories)

test('docs/history.md is what the results say; if not, run: npm run bench:history', async () => {
  const path = '../../bench/history/page.mjs'
  const made = (await import(path)) as { page(results: Results): string }
  expect(readFileSync('docs/history.md', 'utf8')).toBe(made.page(results))
})

test('of independent reports at most 5% of histories without a change show one', () => {
  const independent = results.same.filter(({ kind }) => !kind.startsWith('autocorrelated'))
  expect(independent).toHaveLength(3 * 4 * 2)
  for (const one of independent) expect(one).toMatchObject({ marked: expect.any(Number) })
  expect(independent.filter(({ marked }) => marked > most(results.histories))).toEqual([])
})

test('of a metric without a change next to one that has some, too', () => {
  const several = results.planted.filter(({ metrics }) => metrics > 1)
  const sum = (of: (one: Planted) => number) => several.reduce((total, one) => total + of(one), 0)
  expect(sum(({ elsewhere }) => elsewhere) / sum(({ histories }) => histories)).toBeLessThanOrEqual(0.05)
})

test('what others do has an alarm in most histories of 20', () => {
  const twenty = results.others.filter(({ kind, n }) => kind === 'normal' && n === 20)
  expect(twenty).toHaveLength(1)
  const rates = Object.entries(twenty[0]?.rates ?? {})
  expect(rates).toHaveLength(4)
  for (const [rule, rate] of rates) if (!rule.includes('vary by 2%')) expect(rate).toBeGreaterThan(0.5)
})

test('a step of 3 SD in the middle of 20 reports is found', () => {
  const steps = results.planted.filter(
    ({ n, place, step, metrics }) => n === 20 && place === 'middle' && step === 3 && metrics === 1,
  )
  expect(steps).toHaveLength(2)
  for (const { found, histories } of steps) expect(found / histories).toBeGreaterThan(0.9)
})

test('a few histories, simulated here: hardly any without a change, all with a large one', async () => {
  const path = '../../bench/history/simulate.mjs'
  const { sequences } = (await import(path)) as {
    sequences(settings: object, source: unknown, name: string): Parameters<typeof changePoints>[0]
  }
  const marked = (settings: object) => {
    const source = random(JSON.stringify(settings))
    return Array.from({ length: 40 }, (_, index) =>
      changePoints(sequences({ n: 12, metrics: 2, ...settings }, source, `${index}`)),
    ).filter((found) => found.some((one) => one.length > 0)).length
  }
  // with 5% more than 6 of 40 are one in 300
  expect(marked({ kind: 'normal' })).toBeLessThanOrEqual(6)
  expect(marked({ kind: 'heavy-tailed' })).toBeLessThanOrEqual(6)
  expect(marked({ kind: 'normal', step: 8, at: 6 })).toBe(40)
})
