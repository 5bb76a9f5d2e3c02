import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { adjustedRows } from '../../src/stats/group-relabelling.js'

interface Case {
  new: number[]
  values: number[][]
  up: boolean[]
  p: number[]
  adjusted: number[]
}
// made by the script of that name, which says how
const cases = JSON.parse(readFileSync('test/stats/references/group-relabelling.json', 'utf8')) as Case[]

const rowsOf = ({ values, up }: Pick<Case, 'values' | 'up'>) =>
  values.map((own, index) => ({ values: own, worseIsUp: up[index] === true }))
const labels = ({ new: chosen, values }: Case) => (values[0] ?? []).map((_, index) => chosen.includes(index))

test('one-sided p and adjusted p are those of R', () => {
  expect(cases.length).toBe(12)
  for (const one of cases) {
    const { rows } = adjustedRows(rowsOf(one), labels(one), 'seed')
    for (const [index, { p, adjusted }] of rows.entries()) {
      expect(Math.abs(p.worse - (one.p[index] ?? 0))).toBeLessThan(1e-9)
      expect(Math.abs(adjusted.worse - (one.adjusted[index] ?? 0))).toBeLessThan(1e-9)
    }
  }
})

test('the other direction is the same test of the mirrored values', () => {
  for (const one of cases) {
    const mirrored = rowsOf({ ...one, up: one.up.map((up) => !up) })
    const [straight, back] = [rowsOf(one), mirrored].map(
      (rows) => adjustedRows(rows, labels(one), 'seed').rows,
    )
    for (const [index, { p, adjusted }] of (straight ?? []).entries()) {
      expect(back?.[index]?.p).toEqual({ worse: p.better, better: p.worse })
      expect(back?.[index]?.adjusted).toEqual({ worse: adjusted.better, better: adjusted.worse })
    }
  }
})

test('a session without a value takes no part; sides without any have a p of 1', () => {
  const isNew = [false, true, false, true, false, true, true]
  const whole = adjustedRows([{ values: [5, 1, 6, 2, 7, 3], worseIsUp: false }], isNew.slice(0, 6), 's')
  const gap = adjustedRows([{ values: [5, 1, 6, 2, 7, 3, null], worseIsUp: false }], isNew, 's')
  expect(gap.rows).toEqual(whole.rows)
  expect(whole.rows[0]?.p.worse).toBeCloseTo(1 / 20, 12)
  const none = adjustedRows([{ values: [5, null, 6, null, 7, null, null], worseIsUp: true }], isNew, 's')
  expect(none.rows[0]?.p).toEqual({ worse: 1, better: 1 })
})

test('one new session above all others is one of all choices', () => {
  const one = adjustedRows(
    [{ values: [5, 1, 6, 9, 2], worseIsUp: true }],
    [false, false, false, true, false],
    's',
  )
  expect(one.rows[0]?.p).toEqual({ worse: 1 / 5, better: 1 })
})

test('with so many sessions that labels are drawn, the draws follow the seed', () => {
  const values = Array.from({ length: 24 }, (_, index) => ((index * 7919) % 101) / 101)
  const rows = [
    { values, worseIsUp: true },
    { values: values.map((value) => value ** 2), worseIsUp: true },
    { values: [...values].reverse(), worseIsUp: false },
  ]
  const isNew = values.map((_, index) => index % 2 === 0)
  const [one, again, other] = ['a', 'a', 'b'].map((seed) => adjustedRows(rows, isNew, seed).rows)
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
  // a row and its square are one test: adjusting them costs nothing beyond the third
  expect(one?.[1]?.adjusted).toEqual(one?.[0]?.adjusted)
})
