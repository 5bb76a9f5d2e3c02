import { beforeAll, describe, expect, test } from '@jest/globals'
import { escapeHtml } from '../../src/base/escape.js'
import { CHARTS } from '../../src/charts/index.js'
import { drawSvg } from '../../src/charts/svg.js'
import { ratioTicks } from '../../src/charts/theme.js'
import type { Figure } from '../../src/model/chart.js'
import { FIXTURES, reportOf } from '../fixtures.js'
import { pageOf } from '../pages.js'

/** How often each chart was drawn again. */
const drawnAgain = new Map<string, number>()
const OFTEN = 8

describe.each(FIXTURES)('%s', (fixture) => {
  // drawSvg throws on any warning of the compiler: a page that was made had none
  const drawn: { chart: string; figure: Figure; svg: string }[] = []
  beforeAll(async () => {
    const report = await reportOf(fixture)
    const svgs = (await pageOf(fixture, { static: true })).match(/<svg role="img"[\s\S]*?<\/svg>/g) ?? []
    for (const chart of CHARTS)
      for (const figure of chart.figures(report)) {
        const begin = `<svg role="img" aria-label="${escapeHtml(figure.alt)}" `
        drawn.push({ chart: chart.id, figure, svg: svgs.find((one) => one.startsWith(begin)) ?? '' })
      }
    expect(svgs).toHaveLength(drawn.length)
  })

  test('every figure is on the page', () => {
    expect(drawn.length).toBeGreaterThan(0)
    expect(drawn.filter(({ svg }) => svg === '').map(({ figure }) => figure.id)).toEqual([])
  })

  test('each chart, in some fixtures, drawn again has the bytes of the page, and its specification is left alone', async () => {
    for (const { chart, figure, svg } of drawn) {
      const times = drawnAgain.get(chart) ?? 0
      if (times === OFTEN) continue
      drawnAgain.set(chart, times + 1)
      const before = JSON.stringify(figure.spec)
      expect({ figure: figure.id, svg: await drawSvg(figure) }).toEqual({ figure: figure.id, svg })
      expect(JSON.stringify(figure.spec)).toBe(before)
    }
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
