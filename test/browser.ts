import { afterAll, beforeAll, describe } from '@jest/globals'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
// @ts-expect-error a script without types: jest's set-up is one
import { CHROMIUM, QUIET, WITHOUT_FRAMES } from './chromium-path.mjs'

const WANTED = process.env['FAST'] !== '1'
if (CHROMIUM === undefined && WANTED)
  process.stderr.write(
    'WARNING: Chromium is not installed, so the report was NOT opened in a browser (apt-get install chromium-headless-shell)\n',
  )

export const inBrowser = CHROMIUM === undefined || !WANTED ? describe.skip : describe

let browser: Browser | undefined

/**
 * Before the tests takes the browser of the whole suite, or starts one, which ends after them; one that draws no frames, in
 * which nothing that waits for a frame goes on, is their own.
 */
export function withBrowser({ frames = true } = {}): void {
  beforeAll(async () => {
    const shared = process.env['TEST_BROWSER']
    browser =
      frames && shared !== undefined
        ? await chromium.connect(shared)
        : await chromium.launch({
            ...(CHROMIUM && { executablePath: CHROMIUM }),
            args: [...QUIET, ...(frames ? [] : WITHOUT_FRAMES)],
          })
  })
  afterAll(() => browser?.close())
}

/** A file opened in a context of its own; whatever a report must not do is written down in `messages`. */
export async function open(
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; messages: string[]; close(): Promise<void> }> {
  if (browser === undefined) throw new Error('no browser')
  const context = await browser.newContext({ offline: true, ...options })
  const page = await context.newPage()
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  page.on('pageerror', (error) => messages.push(String(error)))
  page.on('dialog', (dialog) => {
    messages.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => messages.push(`popup: ${popup.url()}`))
  page.on('request', (request) => {
    const url = request.url()
    if (url !== `file://${path}` && url !== 'data:,') messages.push(`request: ${url}`)
  })
  await page.goto(`file://${path}`)
  return { page, messages, close: () => context.close() }
}

/** Opens every fold, as a reader who wants to see all of it. */
export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate(`for (const one of document.querySelectorAll('details.fold')) one.open = true`)
}

/** Scrolls to every figure and waits until each has come to life. */
export async function enlivenAll(page: Page): Promise<void> {
  await unfoldAll(page)
  for (const figure of await page.locator('figure').all()) await figure.scrollIntoViewIfNeeded()
  // waitForFunction would evaluate text in the page, which its policy forbids
  const waiting = () => page.locator('figure:not([data-alive])').count()
  for (let tries = 0; (await waiting()) > 0; tries++) {
    if (tries > 200) throw new Error('a figure did not come to life within 20 s')
    await page.waitForTimeout(100)
  }
}
