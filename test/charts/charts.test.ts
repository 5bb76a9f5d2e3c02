import { beforeAll, describe, expect, test } from '@jest/globals'
import { CHARTS } from '../../src/charts/index.js'
import { drawSvg } from '../../src/charts/svg.js'
import { ratioTicks } from '../../src/charts/theme.js'
import type { Figure } from '../../src/model/chart.js'
import { FIXTURES, reportOf } from '../fixtures.js'
import { pageOf } from '../pages.js'

describe.each(FIXTURES)('%s', (fixture) => {
  const drawn: { figure: Figure; before: string; svg: string }[] = []
  beforeAll(async () => {
    const report = await reportOf(fixture)
    for (const figure of CHARTS.flatMap((chart) => chart.figures(report))) {
      const before = JSON.stringify(figure.spec)
      drawn.push({ figure, before, svg: await drawSvg(figure) })
    }
  })

  // drawSvg throws on any warning of the compiler
  test('every figure compiles without a warning and leaves its specification alone', () => {
    expect(drawn.length).toBeGreaterThan(0)
    for (const { figure, before } of drawn) expect(JSON.stringify(figure.spec)).toBe(before)
  })

  test('drawing again gives the same bytes: the page, which was made apart, has them', async () => {
    const page = await pageOf(fixture, { static: true })
    expect(page.split('<svg role="img"')).toHaveLength(drawn.length + 1)
    for (const { figure, svg } of drawn)
      expect({ figure: figure.id, found: page.includes(svg) }).toEqual({ figure: figure.id, found: true })
  })

  test('every figure has something in it, a text for those who do not see it, and a table', () => {
    for (const { figure, svg } of drawn) {
      expect(svg).toMatch(/^<svg role="img" aria-label="[^"]{20,}"/)
      expect(
        (
          svg.match(/aria-roledescription="(circle|point|triangle|mark|symbol)/g) ??
          svg.match(/<path /g) ??
          []
        ).length,
      ).toBeGreaterThan(0)
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
      expect(figure.table.rows.length).toBeGreaterThan(0)
      for (const row of figure.table.rows) expect(row).toHaveLength(figure.table.columns.length)
    }
  })

  test('ids are distinct', () => {
    const ids = drawn.map(({ figure }) => figure.id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

test.each([
  [0.9, 1.1],
  [0.5, 2],
  [0.01, 100],
  [0.99, 1.01],
  [0.3, 40],
])('ticks of the ratio axis from %d to %d: few, in order, with 1', (lower, upper) => {
  const ticks = ratioTicks(lower, upper)
  expect(ticks).toContain(1)
  expect(ticks.length).toBeGreaterThanOrEqual(3)
  expect(ticks.length).toBeLessThanOrEqual(8)
  expect(ticks).toEqual([...ticks].sort((a, b) => a - b))
  expect(ticks.every((tick) => tick >= lower && tick <= upper)).toBe(true)
})
