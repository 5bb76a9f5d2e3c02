import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { renderHtml } from '../../src/render/html.js'
import { buildReport } from '../../src/report/report.js'
import { enlivenAll, inBrowser, open, withBrowser } from '../browser.js'
import { FIXTURES, loadFixture } from '../fixtures.js'
import { temporaryDirectory } from '../temporary.js'

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
]
interface Edges {
  top: number
  bottom: number
}
const AXE = createRequire(import.meta.url)('axe-core').source as string

const directory = temporaryDirectory()
const fileOf = (fixture: string) => join(directory, `${fixture.replaceAll('/', '-')}.html`)

/** What axe-core finds that keeps someone from reading the page. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const found = (await page.evaluate(
    `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join('; ')))`,
  )) as string[]
  return found
}

inBrowser('the report opened from file:// in Chromium', () => {
  withBrowser()
  beforeAll(async () => {
    for (const fixture of FIXTURES)
      writeFileSync(fileOf(fixture), await renderHtml(buildReport(await loadFixture(fixture))))
  })

  test.each(
    FIXTURES.flatMap((fixture) =>
      (['light', 'dark'] as const).map((colorScheme) => [fixture, colorScheme] as const),
    ),
  )(
    '%s, %s: no message, no request, figures drawn, nothing wider than the page, no barrier',
    async (fixture, colorScheme) => {
      const { page, messages, close } = await open(fileOf(fixture), { colorScheme })
      for (const size of SIZES) {
        await page.setViewportSize(size)
        await page.reload()
        const look = async () =>
          (await page.evaluate(`({
          svgs: document.querySelectorAll('figure svg').length,
          figures: document.querySelectorAll('figure').length,
          drawn: [...document.querySelectorAll('figure svg')].every((svg) => svg.getBoundingClientRect().width > 100 && svg.querySelectorAll('path').length > 3),
          wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
          off: getComputedStyle(document.documentElement).getPropertyValue('--off').trim(),
        })`)) as { svgs: number; figures: number; drawn: boolean; wide: boolean; off: string }
        for (const moment of ['still', 'alive']) {
          if (moment === 'alive') await enlivenAll(page)
          const seen = await look()
          expect({ moment, ...seen }).toMatchObject({
            drawn: true,
            wide: false,
            off: colorScheme === 'dark' ? '#56b4e9' : '#0072b2',
          })
          expect(seen.svgs).toBe(seen.figures)
          expect(seen.svgs).toBeGreaterThan(1)
        }
        // each size with one colour scheme: the checks are slow, and size and colour are apart
        if (size.width < 700 === (colorScheme === 'dark')) expect(await barriers(page)).toEqual([])
      }
      expect(messages).toEqual([])
      await close()
    },
    120_000,
  )

  test.each(
    FIXTURES.flatMap((fixture) => SIZES.map((viewport) => [fixture, viewport.width, viewport] as const)),
  )(
    '%s, %d px: the verdict is on the first screen, what spoils it above it',
    async (fixture, _, viewport) => {
      const { page, close } = await open(fileOf(fixture), { viewport })
      const seen = (await page.evaluate(`(() => {
      const edges = (one) => { const { top, bottom } = one.getBoundingClientRect(); return { top, bottom } }
      return {
        boxes: [...document.querySelectorAll('.broken')].map(edges),
        lead: edges(document.querySelector('.lead')),
        rows: [...document.querySelectorAll('.verdicts tbody tr')].map(edges),
      }
    })()`)) as Record<'boxes' | 'rows', Edges[]> & { lead: Edges }
      expect(seen.rows.length).toBeGreaterThan(0)
      const order = [...seen.boxes, seen.lead, ...seen.rows]
      for (const [index, { top }] of order.entries())
        if (index > 0) expect(top).toBeGreaterThanOrEqual((order[index - 1] as Edges).bottom)
      // a box may be long; then the first of it is what the reader must see
      if (seen.boxes.length === 0) expect((order.at(-1) as Edges).bottom).toBeLessThanOrEqual(viewport.height)
      else expect((order[0] as Edges).top).toBeLessThanOrEqual(viewport.height / 2)
      await close()
    },
  )

  test('what invalidates the experiment stands in a box above the verdict, which is greyed', async () => {
    const report = buildReport(await loadFixture('fixtures/constructed/blocks'))
    const text = 'The setting changed during the runs.'
    const check = { id: 'x', title: 'x', outcome: 'invalidates' as const, text, metrics: null }
    const path = join(directory, 'broken.html')
    writeFileSync(
      path,
      await renderHtml({
        ...report,
        checks: [check, ...report.checks],
        findings: [`Not sound: ${text}`, ...report.findings],
      }),
    )
    for (const viewport of SIZES) {
      const { page, close } = await open(path, { viewport })
      const box = await page.locator('.broken').boundingBox()
      const lead = await page.locator('#verdict.spoiled .lead').boundingBox()
      const last = await page.locator('.verdicts tbody tr').last().boundingBox()
      if (box === null || lead === null || last === null) throw new Error('not shown')
      expect(box.y + box.height).toBeLessThanOrEqual(lead.y)
      expect(last.y + last.height).toBeLessThanOrEqual(viewport.height)
      expect(await page.locator('.broken').textContent()).toBe(`Not sound. ${text}`)
      expect(await page.locator('.lead').textContent()).toBe(report.findings[0])
      expect(await barriers(page)).toEqual([])
      await close()
    }
  })

  test.each(FIXTURES)('%s on paper: light colours, tables unfolded, no controls', async (fixture) => {
    const { page, messages, close } = await open(fileOf(fixture), { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    const seen = (await page.evaluate(`({
      page: getComputedStyle(document.documentElement).getPropertyValue('--page').trim(),
      folded: [...document.querySelectorAll('details:not(.source) table')].filter((table) => table.getBoundingClientRect().height < 20).length,
      shown: [...document.querySelectorAll('.controls, .source, .skip')].filter((one) => one.getBoundingClientRect().height > 0).length,
    })`)) as object
    expect(seen).toEqual({ page: '#fcfcfa', folded: 0, shown: 0 })
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
    expect(messages).toEqual([])
    await close()
  })
})
