import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Browser, chromium } from 'playwright-core'
import { renderHtml } from '../../src/render/html.js'
import { buildReport } from '../../src/report/report.js'
import { FIXTURES, loadFixture } from '../fixtures.js'
import { temporaryDirectory } from '../temporary.js'

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const SIZES = [
  { width: 360, height: 800 },
  { width: 1440, height: 900 },
]

if (EXECUTABLE === undefined)
  process.stderr.write(
    'WARNING: Chromium is not installed, so the report was NOT opened in a browser (apt-get install chromium)\n',
  )

const inBrowser = EXECUTABLE === undefined ? describe.skip : describe

inBrowser('the report opened from file:// in Chromium', () => {
  let browser: Browser
  const directory = temporaryDirectory()
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(EXECUTABLE === undefined ? {} : { executablePath: EXECUTABLE }),
      args: QUIET,
    })
  }, 60_000)
  afterAll(() => browser?.close())

  test.each(
    FIXTURES.flatMap((fixture) =>
      (['light', 'dark'] as const).map((colorScheme) => [fixture, colorScheme] as const),
    ),
  )(
    '%s, %s: no message, no request, figures drawn, nothing wider than the page',
    async (fixture, colorScheme) => {
      const path = join(directory, `${fixture.replaceAll('/', '-')}.html`)
      writeFileSync(path, await renderHtml(buildReport(await loadFixture(fixture))))
      const context = await browser.newContext({ colorScheme, offline: true })
      const page = await context.newPage()
      const messages: string[] = []
      page.on('console', (message) => messages.push(message.text()))
      page.on('pageerror', (error) => messages.push(String(error)))
      page.on('dialog', (dialog) => messages.push(`dialog: ${dialog.message()}`))
      page.on('request', (request) => {
        if (request.url() !== `file://${path}`) messages.push(`request: ${request.url()}`)
      })
      for (const size of SIZES) {
        await page.setViewportSize(size)
        await page.goto(`file://${path}`)
        const seen = (await page.evaluate(`({
          svgs: document.querySelectorAll('figure svg').length,
          figures: document.querySelectorAll('figure').length,
          drawn: [...document.querySelectorAll('figure svg')].every((svg) => svg.getBoundingClientRect().width > 100 && svg.querySelectorAll('path').length > 3),
          wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
          off: getComputedStyle(document.documentElement).getPropertyValue('--off').trim(),
        })`)) as { svgs: number; figures: number; drawn: boolean; wide: boolean; off: string }
        expect(seen).toMatchObject({
          drawn: true,
          wide: false,
          off: colorScheme === 'dark' ? '#56b4e9' : '#0072b2',
        })
        expect(seen.svgs).toBe(seen.figures)
        expect(seen.svgs).toBeGreaterThan(1)
      }
      expect(messages).toEqual([])
      await context.close()
    },
    60_000,
  )
})
