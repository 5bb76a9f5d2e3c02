import { describe, expect, test } from '@jest/globals'
import { CHARTS } from '../../src/charts/index.js'
import { drawSvg } from '../../src/charts/svg.js'
import { ratioTicks } from '../../src/charts/theme.js'
import { buildReport } from '../../src/report/report.js'
import { FIXTURES, loadFixture } from '../fixtures.js'

describe.each(FIXTURES)('%s', (fixture) => {
  const drawn = loadFixture(fixture).then(async (experiment) => {
    const figures = CHARTS.flatMap((chart) => chart.figures(buildReport(experiment)))
    return Promise.all(
      figures.map(async (figure) => ({
        figure,
        before: JSON.stringify(figure.spec),
        svg: await drawSvg(figure),
      })),
    )
  })

  // drawSvg throws on any warning of the compiler
  test('every figure compiles without a warning and leaves its specification alone', async () => {
    const figures = await drawn
    expect(figures.length).toBeGreaterThan(1)
    for (const { figure, before } of figures) expect(JSON.stringify(figure.spec)).toBe(before)
  })

  test('drawing again gives the same bytes', async () => {
    for (const { figure, svg } of await drawn) expect(await drawSvg(figure)).toBe(svg)
  })

  test('every figure has something in it, a text for those who do not see it, and a table', async () => {
    for (const { figure, svg } of await drawn) {
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

  test('ids are distinct', async () => {
    const ids = (await drawn).map(({ figure }) => figure.id)
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
