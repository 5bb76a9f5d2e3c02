import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { renderHtml } from '../../src/render/html.js'
import { enlivenAll, inBrowser, open, unfoldAll, withBrowser } from '../browser.js'
import { FIXTURES, reportOf } from '../fixtures.js'
import { pageOf } from '../pages.js'
import { temporaryDirectory } from '../temporary.js'
import { covering } from './page-kinds.js'

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
]
/** What a whole report may be long, in pixels at 1280; and on paper, in pages of A4. */
const MAX_LENGTH = 11_000
const MAX_PAGES = 15
const AXE = createRequire(import.meta.url)('axe-core').source as string

const directory = temporaryDirectory()
const fileOf = (fixture: string) => join(directory, `${fixture.replaceAll('/', '-')}.html`)

/** What may depend on the colours and the width of a page; all else is the same in each. */
const BY_LOOKS = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable']

/** What axe-core finds, of any impact: by all its rules, or by some. */
async function barriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE)
  const options = {
    resultTypes: ['violations'],
    selectors: false,
    preload: false,
    ...(rules && { runOnly: rules }),
  }
  const found = (await page.evaluate(
    `axe.run(${JSON.stringify(options)}).then(({ violations }) => violations
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join('; ')))`,
  )) as string[]
  return found
}

const SEEN = `({
  svgs: document.querySelectorAll('figure svg').length,
  figures: document.querySelectorAll('figure').length,
  drawn: [...document.querySelectorAll('figure svg')].every((svg) => svg.getBoundingClientRect().width > 100 && svg.querySelectorAll('path').length > 3),
  wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  off: getComputedStyle(document.documentElement).getPropertyValue('--off').trim(),
})`

/** Light colors, folds stay closed, no controls, few pages. */
async function onPaper(page: Page): Promise<void> {
  await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = false`)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const seen = (await page.evaluate(`({
    page: getComputedStyle(document.documentElement).getPropertyValue('--page').trim(),
    unfolded: [...document.querySelectorAll('details table')].filter((table) => table.checkVisibility()).length,
    shown: [...document.querySelectorAll('.controls, .source, .skip')].filter((one) => one.getBoundingClientRect().height > 0).length,
  })`)) as object
  expect(seen).toEqual({ page: '#fcfcfa', unfolded: 0, shown: 0 })
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect(pdf.length).toBeGreaterThan(10_000)
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(MAX_PAGES)
  await page.emulateMedia({ media: null })
}

inBrowser('the report of each fixture opened from file:// in Chromium', () => {
  withBrowser({ frames: false })

  describe.each(FIXTURES)('%s', (fixture) => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      const path = fileOf(fixture)
      // what its script does is seen below
      writeFileSync(path, await pageOf(fixture, { static: true }))
      opened = await open(path)
    })
    afterAll(() => opened.close())

    test('the first screen has the question, the facts, the answers, the cautions and the table', async () => {
      const { page } = opened
      const bottoms: Record<number, Record<string, number>> = {}
      for (const size of SIZES) {
        await page.setViewportSize(size)
        bottoms[size.width] = (await page.evaluate(`(() => {
          scrollTo(0, 0)
          const bottom = (selector) => [...document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect().bottom ?? 0
          return {
            question: bottom('h1'),
            facts: bottom('.facts'),
            first: bottom('.broken, .answers div:first-child'),
            all: bottom('.first') || bottom('.broken'),
            page: document.documentElement.scrollHeight,
          }
        })()`)) as Record<string, number>
      }
      const [narrow, wide] = [bottoms[360], bottoms[1280]]
      expect(wide?.['all']).toBeGreaterThan(0)
      // names of strangers take what room they need
      if (!fixture.includes('hostile')) {
        expect(wide?.['all']).toBeLessThanOrEqual(800)
        expect(narrow?.['first']).toBeLessThanOrEqual(740)
      }
      expect(wide?.['page']).toBeLessThanOrEqual(MAX_LENGTH)
    })

    test('the first table shows its verdicts in a window of any width', async () => {
      const { page } = opened
      for (const width of [360, 720, 890, 910, 1000, 1170, 1190, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        const cut = await page.evaluate(`[...document.querySelectorAll('.first .scroll')]
          .filter((one) => one.querySelector('.metrics') !== null)
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length`)
        expect([width, cut]).toEqual([width, 0])
      }
    })

    test('nothing is wider than the page, on paper it is short, and no message', async () => {
      const { page, messages } = opened
      await unfoldAll(page)
      for (const size of SIZES) {
        await page.setViewportSize(size)
        const wide = await page.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        )
        expect({ size, wide }).toEqual({ size, wide: false })
      }
      await onPaper(page)
      expect(messages).toEqual([])
    })
  })
})

inBrowser('the page with its script opened from file:// in Chromium', () => {
  withBrowser()

  describe('as few of them as have every kind of element, and of figure, that any has, and one full of strange names', () => {
    let chosen: string[] = []
    beforeAll(async () => {
      const pages: { page: string; html: string }[] = []
      for (const page of FIXTURES) pages.push({ page, html: await pageOf(page, { static: false }) })
      chosen = [...new Set([...covering(pages), 'fixtures/constructed/hostile-manifest'])]
    })

    test('are several, and not all', () => {
      expect(chosen.length).toBeGreaterThan(2)
      expect(chosen.length).toBeLessThan(FIXTURES.length / 2)
    })

    test('any size, light and dark: no message, no request, figures drawn, nothing wider than the page, no barrier', async () => {
      for (const fixture of chosen) {
        const path = join(directory, 'alive.html')
        writeFileSync(path, await pageOf(fixture, { static: false }))
        const { page, messages, close } = await open(path)
        for (const moment of ['still', 'alive'] as const) {
          await unfoldAll(page)
          if (moment === 'alive') await enlivenAll(page)
          for (const size of SIZES)
            for (const colorScheme of ['light', 'dark'] as const) {
              await page.setViewportSize(size)
              await page.emulateMedia({ colorScheme })
              const seen = (await page.evaluate(SEEN)) as Record<string, unknown>
              expect({ fixture, moment, size, ...seen }).toMatchObject({
                drawn: true,
                wide: false,
                off: colorScheme === 'dark' ? '#56b4e9' : '#0072b2',
              })
              expect(seen['svgs']).toBe(seen['figures'])
              expect(seen['svgs']).toBeGreaterThan(0)
              // each size with one colour scheme: the checks are slow, and size and colour are apart
              if (moment === 'alive' && size.width < 700 === (colorScheme === 'dark'))
                expect({
                  fixture,
                  size,
                  barriers: await barriers(page, size.width < 700 ? undefined : BY_LOOKS),
                }).toEqual({
                  fixture,
                  size,
                  barriers: [],
                })
            }
        }
        await onPaper(page)
        expect({ fixture, messages }).toEqual({ fixture, messages: [] })
        await close()
      }
      // one test for all pages: which they are is known when all are made
    }, 900_000)
  })

  test('what invalidates the whole experiment stands alone on the first screen', async () => {
    const report = await reportOf('fixtures/constructed/blocks')
    const text = 'The setting changed during the runs.'
    const check = { id: 'x', title: 'x', outcome: 'invalidates' as const, text, metrics: null }
    const path = join(directory, 'broken.html')
    writeFileSync(path, await renderHtml({ ...report, checks: [check, ...report.checks] }))
    const { page, close } = await open(path, { viewport: { width: 1280, height: 800 } })
    expect(await page.locator('.broken').textContent()).toBe(`Invalid: no verdict. ${text}`)
    expect(await page.locator('.answers, .first').count()).toBe(0)
    const below = await page.locator('#metrics').boundingBox()
    expect(below?.y).toBeGreaterThanOrEqual(760)
    expect(new Set(await page.locator('.metrics .verdict').allTextContents())).toEqual(
      new Set(['– withdrawn']),
    )
    expect(await barriers(page)).toEqual([])
    await close()
  })

  test('what invalidates some metrics is a line, and the others keep their verdicts', async () => {
    const report = await reportOf('fixtures/constructed/blocks')
    const check = {
      id: 'x',
      title: 'x',
      outcome: 'invalidates' as const,
      text: 'Why.',
      metrics: ['page-faults'],
    }
    const path = join(directory, 'partly.html')
    writeFileSync(path, await renderHtml({ ...report, checks: [check, ...report.checks] }))
    const { page, close } = await open(path)
    expect(await page.locator('.broken').count()).toBe(0)
    expect(await page.locator('.cautions li').first().textContent()).toBe('Invalid: Traced page faults. Why.')
    expect(await page.locator('.answers dt').first().textContent()).toBe('✓ improved')
    await close()
  })
})
