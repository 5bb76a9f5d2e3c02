import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { renderHtml } from '../../src/render/html.js'
import { enlivenAll, inBrowser, open, withBrowser } from '../browser.js'
import { FIXTURES, reportOf } from '../fixtures.js'
import { pageOf } from '../pages.js'
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
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const found = (await page.evaluate(
    `axe.run({ resultTypes: ['violations'], selectors: false }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join('; ')))`,
  )) as string[]
  return found
}

inBrowser('the report opened from file:// in Chromium', () => {
  withBrowser()

  // one visit a fixture: loading the page and bringing its figures to life are slow, and neither looks at the size
  describe.each(FIXTURES)('%s', (fixture) => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      const path = fileOf(fixture)
      writeFileSync(path, await pageOf(fixture, { static: false }))
      opened = await open(path)
    })
    afterAll(() => opened.close())

    test.each(SIZES)(
      '$width px wide: the verdict is on the first screen, what spoils it above it',
      async (size) => {
        const { page } = opened
        await page.setViewportSize(size)
        const seen = (await page.evaluate(`(() => {
      scrollTo(0, 0)
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
        if (seen.boxes.length === 0) expect((order.at(-1) as Edges).bottom).toBeLessThanOrEqual(size.height)
        else expect((order[0] as Edges).top).toBeLessThanOrEqual(size.height / 2)
      },
    )

    test('any size, light and dark: no message, no request, figures drawn, nothing wider than the page, no barrier', async () => {
      const { page, messages } = opened
      for (const moment of ['still', 'alive']) {
        if (moment === 'alive') await enlivenAll(page)
        for (const size of SIZES) {
          await page.setViewportSize(size)
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme })
            const seen = (await page.evaluate(`({
          svgs: document.querySelectorAll('figure svg').length,
          figures: document.querySelectorAll('figure').length,
          drawn: [...document.querySelectorAll('figure svg')].every((svg) => svg.getBoundingClientRect().width > 100 && svg.querySelectorAll('path').length > 3),
          wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
          off: getComputedStyle(document.documentElement).getPropertyValue('--off').trim(),
        })`)) as { svgs: number; figures: number; drawn: boolean; wide: boolean; off: string }
            expect({ moment, size, ...seen }).toMatchObject({
              drawn: true,
              wide: false,
              off: colorScheme === 'dark' ? '#56b4e9' : '#0072b2',
            })
            expect(seen.svgs).toBe(seen.figures)
            expect(seen.svgs).toBeGreaterThan(1)
            // each size with one colour scheme: the checks are slow, and size and colour are apart
            if (moment === 'alive' && size.width < 700 === (colorScheme === 'dark'))
              expect({ size, barriers: await barriers(page) }).toEqual({ size, barriers: [] })
          }
        }
      }
      expect(messages).toEqual([])
    })

    test('on paper: light colours, tables unfolded, no controls', async () => {
      const { page, messages } = opened
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      const seen = (await page.evaluate(`({
      page: getComputedStyle(document.documentElement).getPropertyValue('--page').trim(),
      folded: [...document.querySelectorAll('details:not(.source) table')].filter((table) => table.getBoundingClientRect().height < 20).length,
      shown: [...document.querySelectorAll('.controls, .source, .skip')].filter((one) => one.getBoundingClientRect().height > 0).length,
    })`)) as object
      expect(seen).toEqual({ page: '#fcfcfa', folded: 0, shown: 0 })
      expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
      expect(messages).toEqual([])
      await page.emulateMedia({ media: null })
    })
  })

  test('what invalidates the experiment stands in a box above the verdict, which is greyed', async () => {
    const report = await reportOf('fixtures/constructed/blocks')
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
})
