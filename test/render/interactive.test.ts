import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { Figure } from '../../src/model/chart.js'
import { contentSecurityPolicy, pageScript } from '../../src/render/content-security-policy.js'
import { htmlFigure } from '../../src/render/html-figure.js'
import { STYLE } from '../../src/render/style.js'
import { enlivenAll, inBrowser, open, unfoldAll, withBrowser } from '../browser.js'
import { pageOf } from '../pages.js'
import { temporaryDirectory } from '../temporary.js'

/** The experiment of 24 runs with the most streams. */
const FULL = 'fixtures/experiments/swap-pressure-quiet-6.12'

const directory = temporaryDirectory()
const [living, still] = [join(directory, 'report.html'), join(directory, 'static.html')]

beforeAll(async () => {
  writeFileSync(living, await pageOf(FULL, { static: false }))
  writeFileSync(still, await pageOf(FULL, { static: true }))
})

const visible = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((marks) => marks.filter((mark) => mark.getAttribute('opacity') !== '0').length)

inBrowser('the figures come to life', () => {
  withBrowser()

  test('all of them, without a message, a request or a violation of the policy', async () => {
    const { page, messages, close } = await open(living)
    await enlivenAll(page)
    const states = await page
      .locator('figure')
      .evaluateAll((figures) => figures.map((figure) => figure.getAttribute('data-alive')))
    expect(states.length).toBeGreaterThan(10)
    expect(new Set(states)).toEqual(new Set(['true']))
    expect(messages).toEqual([])
    await close()
  })

  test('a dot says which run it is', async () => {
    const { page, messages, close } = await open(living)
    const figure = page.locator('#runs-bogo-ops-rate[data-alive=true]')
    await page.locator('#runs-bogo-ops-rate').scrollIntoViewIfNeeded()
    await expect(page.locator('.tooltip').count()).resolves.toBe(0)
    await figure.locator('.mark-symbol path').first().hover()
    const tip = page.locator('.tooltip')
    await tip.waitFor({ state: 'visible' })
    expect(await tip.locator('div').allTextContents()).toEqual([
      expect.stringMatching(/^Run b\d+-\d-mglru-off$/),
      'Condition MGLRU off',
      expect.stringMatching(/^Throughput \(bogo-ops\/s\) \d/),
    ])
    await page.locator('#runs-bogo-ops-rate h2').hover()
    await tip.waitFor({ state: 'hidden' })
    expect(messages).toEqual([])
    await close()
  })

  test('conditions and runs can be hidden in all figures', async () => {
    const { page, close } = await open(living)
    await enlivenAll(page)
    const dots = '#runs-bogo-ops-rate .layer_2_marks path'
    const before = await visible(page, dots)
    expect(before).toBe(24)
    await page.getByLabel('MGLRU off', { exact: true }).uncheck()
    await page.waitForTimeout(300)
    expect(await visible(page, dots)).toBe(12)
    expect(await visible(page, '#runs-major-fault-per-op .layer_2_marks path')).toBe(12)
    await page.getByLabel('MGLRU off', { exact: true }).check()
    await page.locator('.controls summary').click()
    await page.locator('.controls input[data-toggles=b01-1-mglru-off]').uncheck()
    await page.waitForTimeout(300)
    expect(await visible(page, dots)).toBe(23)
    await close()
  })

  test('dragging across a figure shows that part of its axis, a button all of it', async () => {
    const { page, messages, close } = await open(living, { viewport: { width: 1440, height: 900 } })
    await unfoldAll(page)
    const figure = page.locator('#faults-by-process')
    await figure.scrollIntoViewIfNeeded()
    await page.locator('#faults-by-process[data-alive=true]').waitFor()
    const ticks = async () => (await figure.locator('.role-axis-label text').allTextContents()).sort()
    const before = await ticks()
    const box = await figure.locator('.picture svg').boundingBox()
    if (box === null) throw new Error('no picture')
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 5 })
    expect(await page.locator('#faults-by-process .brush').isVisible()).toBe(true)
    await page.mouse.up()
    await page.locator('#faults-by-process[data-zoomed=true]').waitFor()
    await page.waitForTimeout(200)
    expect(await ticks()).not.toEqual(before)
    await figure.getByRole('button', { name: 'Show all' }).click()
    await page.locator('#faults-by-process[data-zoomed=false]').waitFor()
    await page.waitForTimeout(200)
    expect(await ticks()).toEqual(before)
    expect(messages).toEqual([])
    await close()
  })

  test('figures with the same time axis are zoomed together, by mouse and by keyboard', async () => {
    const series = (id: string): Figure => ({
      id,
      title: id,
      subtitle: id,
      alt: id,
      howToRead: id,
      time: 'measured-seconds',
      spec: {
        vconcat: [1, 2].map((factor) => ({
          width: 400,
          height: 80,
          data: { values: Array.from({ length: 41 }, (_, t) => ({ t, v: t * factor, condition: 'on' })) },
          mark: 'point',
          encoding: {
            x: { field: 't', type: 'quantitative' },
            y: { field: 'v', type: 'quantitative' },
          },
        })),
      },
      table: { columns: ['t'], rows: [['0']] },
    })
    const figures = [await htmlFigure(series('first'), true), await htmlFigure(series('second'), true)]
    const path = join(directory, 'time.html')
    const script = pageScript()
    writeFileSync(
      path,
      `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(STYLE, script)}"><style>${STYLE}</style><section id="figures"><h2>Figures</h2>${figures.join('')}</section><script>${script}</script>`,
    )
    const { page, messages, close } = await open(path, { viewport: { width: 1000, height: 1400 } })
    await enlivenAll(page)
    const axis = (id: string, row: number) =>
      page.locator(`#${id} .concat_${row}_group .role-axis-label`).first().locator('text').allTextContents()
    const box = await page.locator('#first .concat_1_group .background').first().boundingBox()
    if (box === null) throw new Error('no panel')
    await page.mouse.move(box.x + box.width * 0.25, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20, { steps: 4 })
    await page.mouse.up()
    await page.locator('#second[data-zoomed=true]').waitFor()
    const from = page.getByLabel('from, seconds since the start of the measured window')
    expect(Number(await from.inputValue())).toBeCloseTo(10, 0)
    await page.waitForTimeout(200)
    for (const id of ['first', 'second']) {
      for (const row of [0, 1]) {
        const ticks = (await axis(id, row)).map(Number)
        expect(Math.min(...ticks)).toBeGreaterThanOrEqual(9.5)
        expect(Math.max(...ticks)).toBeLessThanOrEqual(20.5)
      }
    }
    await from.fill('30')
    await page.getByLabel('to, seconds since the start of the measured window').fill('40')
    await page.keyboard.press('Tab')
    await page.waitForTimeout(200)
    expect(Math.min(...(await axis('second', 0)).map(Number))).toBeGreaterThanOrEqual(29.5)
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.locator('#first[data-zoomed=false]').waitFor()
    expect(messages).toEqual([])
    await close()
  })
})

inBrowser('without script', () => {
  withBrowser()
  test.each([
    ['interactive, scripts forbidden', () => living],
    ['static', () => still],
  ])('the page is complete: %s', async (_, path) => {
    const { page, messages, close } = await open(path(), { javaScriptEnabled: false })
    const figures = await page.locator('figure').count()
    expect(figures).toBeGreaterThan(10)
    expect(await page.locator('figure .picture > svg').count()).toBe(figures)
    expect(await page.locator('.controls').count()).toBe(0)
    expect(messages).toEqual([])
    await close()
  })
})
