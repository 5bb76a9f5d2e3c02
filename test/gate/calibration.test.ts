import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

interface Results {
  gates: number
  same: { session: number; sessions: number; metrics: number; fail: number }[]
  others: { session: number; rates: Record<string, number> }[]
  planted: { session: number; sessions: number; change: number; fail: number }[]
  tolerated: { session: number; sessions: number; right: number; wrong: number }[]
  drift: { drift: number; separate: boolean; fail: number }[]
  effects: { interaction: number; sessions: number; same: number; planted: number }[]
}
const results = JSON.parse(readFileSync('bench/gate/results.json', 'utf8')) as Results
/** Five per cent and three standard errors of a share found in so many gates. */
const most = (gates: number) => 0.05 + 3 * Math.sqrt(0.0475 / gates)

test('docs/gate.md is what the results say; if not, run: npm run bench:gate', async () => {
  const path = '../../bench/gate/page.mjs'
  const made = (await import(path)) as { page(results: Results): string }
  expect(readFileSync('docs/gate.md', 'utf8')).toBe(made.page(results))
})

test('where nothing differs at most 5% of gates fail, whatever the session noise', () => {
  expect(new Set(results.same.map(({ session }) => session))).toEqual(new Set([0, 0.5, 1, 1.5, 2]))
  for (const { metrics, sessions, fail } of results.same) {
    expect(fail).toBeLessThanOrEqual(most(results.gates / (metrics === 1 ? 1 : 2)))
    if (sessions === 1) expect(fail).toBe(0)
  }
  for (const { drift, separate, fail } of results.drift)
    if (!separate || drift === 0) expect(fail).toBeLessThanOrEqual(most(results.gates))
  for (const { same } of results.effects) expect(same).toBeLessThanOrEqual(most(results.gates))
})

test('a fall of exactly what is tolerated passes in at most 5%', () => {
  for (const { wrong } of results.tolerated) expect(wrong).toBeLessThanOrEqual(most(results.gates))
})

test('what others do fails many times as often once sessions differ', () => {
  const noisy = results.others.find(({ session }) => session === 2)
  expect(Object.keys(noisy?.rates ?? {})).toHaveLength(5)
  for (const rate of Object.values(noisy?.rates ?? {})) expect(rate).toBeGreaterThan(0.2)
})

test('and what is there is found', () => {
  const found = (session: number, sessions: number, change: number) =>
    results.planted.find(
      (one) => one.session === session && one.sessions === sessions && one.change === change,
    )?.fail ?? 0
  expect(found(0, 3, -0.2)).toBeGreaterThan(0.99)
  expect(found(1, 5, -0.2)).toBeGreaterThan(0.95)
})
