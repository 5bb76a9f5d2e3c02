import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { marked } from 'marked'
import { textWidth } from '../../src/base/columns.js'
import { type PublishedReport, type Report, ReportSchema } from '../../src/model/report.js'
import { OUTPUT_FORMATS } from '../../src/render/output-formats.js'
import { parseReport } from '../../src/report/parse-report.js'
import { enlivenAll, inBrowser, open, withBrowser } from '../browser.js'
import { reportOf } from '../fixtures.js'
import { temporaryDirectory } from '../temporary.js'

const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

const MARKUP =
  `"'><img src=x onerror="window.pwned=1"><script>window.pwned=1</script></script></style></svg></pre><svg onload=window.pwned=1>` +
  `<a href="javascript:window.pwned=1">x</a> [x](javascript:window.pwned=1) ![x](https://example.invalid/x.png) ]]> --> ` +
  '`code` | cell | <https://example.invalid> https://example.invalid www.example.invalid @everyone {{7*7}} \\u003cimg'
const TERMINAL =
  '\u001b]0;owned\u0007\u001b[31m\u009b2J\u202e\u2066\r\n# heading\n\n<script>window.pwned=1</script>\n'
const PAYLOADS = {
  formula: `=cmd|'/C calc'!A1 ${TERMINAL} ${MARKUP}`,
  markup: `${MARKUP} ${TERMINAL}`,
  expression: `" + (window.pwned=1) + " datum.x' ? 1 : (window.pwned=1) // ${TERMINAL}`,
}

/** The report with the payload before every text that its schema leaves free; how many places that are. */
function poisoned(report: Report, payload: string): { report: PublishedReport; places: number } {
  const free = new Map<string, boolean>()
  const at = (value: unknown, path: string, change: (text: string, path: string) => string): unknown => {
    if (typeof value === 'string') return change(value, path)
    if (Array.isArray(value)) return value.map((one) => at(one, `${path}.*`, change))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, at(one, `${path}.${key}`, change)]),
    )
  }
  at(report, '', (text, path) => {
    free.set(path, true)
    return text
  })
  for (const path of free.keys()) {
    const trial = at(report, '', (text, one) => (one === path ? payload + text : text))
    free.set(path, ReportSchema.safeParse(trial).success)
  }
  const changed = at(report, '', (text, path) => (free.get(path) === true ? payload + text : text))
  const places = [...free.values()].filter((one) => one).length
  return { report: parseReport(changed, 'report.json'), places }
}

describe.each(Object.entries(PAYLOADS))('every text of a report begins with a %s', (name, payload) => {
  const directory = temporaryDirectory()
  const files = new Map<string, string>()
  let places = 0
  beforeAll(async () => {
    const made = poisoned(await reportOf('fixtures/constructed/blocks'), payload)
    places = made.places
    // bytes of a table are data, as JSON is: test/exchange has them back as they were
    for (const form of Object.values(OUTPUT_FORMATS))
      for (const [file, content] of await form(made.report, {}))
        files.set(file, typeof content === 'string' ? content : '')
    for (const [file, content] of files) {
      mkdirSync(dirname(join(directory, file)), { recursive: true })
      writeFileSync(join(directory, file), content)
    }
  })
  const file = (name: string) => files.get(name) ?? ''
  const pictures = () => [...files].filter(([name]) => name.endsWith('.svg'))

  test('there are many such places, and every form was made', () => {
    expect(places).toBeGreaterThan(40)
    expect(pictures().length).toBeGreaterThan(3)
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['report.html', 'report.md', 'report.txt', 'runs.csv']),
    )
  })

  test('files stay within their directory', () => {
    for (const name of files.keys()) expect(name).toMatch(/^(figures\/)?[A-Za-z0-9][A-Za-z0-9.-]*$/)
  })

  test('JSON is data: it comes back as it was', () => {
    const back = ReportSchema.parse(JSON.parse(file('report.json')))
    expect(back.experiment.id).toBe(`${payload}constructed-blocks`)
  })

  test('no form has a character that a terminal obeys, and no text breaks out of its line', () => {
    for (const one of files.keys()) {
      expect(file(one).replace(/<script>[\s\S]*?<\/script>\n/, '')).not.toMatch(CONTROL)
      if (!one.endsWith('.csv')) expect(file(one)).not.toContain('\r')
    }
    for (const line of file('report.txt').split('\n'))
      if (line.includes(' ') && textWidth(line.trim().split(' ')[0] ?? '') < 60)
        expect(line).not.toMatch(/^# /)
  })

  test('no cell of the CSV files is a formula', () => {
    for (const one of ['runs.csv', 'comparisons.csv']) {
      for (const cell of cellsOf(file(one)))
        expect(Number.isFinite(Number(cell)) ? '' : cell).not.toMatch(/^\s*[=+@\t\r-]/)
    }
  })

  test('pictures hold no script, handler, link or foreign part', () => {
    for (const [, svg] of pictures()) {
      expect(svg).not.toMatch(/<(?:script|foreignObject|a|image|use|style|iframe|img)\b/i)
      for (const [tag] of svg.matchAll(/<[a-z][^>]*>/gi))
        expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\son\w+\s*=|href/i)
      expect(svg).not.toMatch(CONTROL)
    }
  })

  test('Markdown becomes no tag, link, image or code but its own figures', () => {
    const html = marked.parse(file('report.md'), { gfm: true, async: false })
    const foreign = html
      .replace(/<\/?picture>/g, '')
      .replace(/<source media="\(prefers-color-scheme: dark\)" srcset="figures\/[a-z0-9-]+\.svg">/gi, '')
      .replace(/<img alt="[^"<>]*" src="figures\/[a-z0-9-]+\.svg">/gi, '')
    expect(foreign).not.toMatch(/<(?:script|img|a|code|svg|source|style|iframe|b)\b/i)
    expect(foreign.match(/<h1>/g)).toHaveLength(1)
  })

  inBrowser('opened in a browser without a policy that would stop it', () => {
    withBrowser()
    test.each(['report.html', 'report.md', 'pictures'])(
      '%s: nothing runs, nothing is asked for',
      async (what) => {
        let path = join(directory, 'report.html')
        if (what !== 'report.html') {
          path = join(directory, `${what}.html`)
          const body =
            what === 'report.md'
              ? marked.parse(file('report.md'), { gfm: true, async: false })
              : pictures()
                  .map(([, svg]) => svg)
                  .join('\n')
          writeFileSync(path, `<!doctype html><meta charset="utf-8">${body}`)
        }
        const { page, messages, close } = await open(path, { bypassCSP: true })
        if (what === 'report.html') {
          await enlivenAll(page)
          await page.locator('figure .mark-symbol path').first().hover()
          await page.waitForTimeout(100)
          const alive = await page
            .locator('figure')
            .evaluateAll((figures) => figures.map((one) => one.getAttribute('data-alive')))
          expect(new Set(alive)).toEqual(new Set(['true']))
          expect(await page.locator('img, iframe, object, a:not([href^="#"])').count()).toBe(0)
        }
        expect(await page.evaluate('window.pwned')).toBeUndefined()
        const own = messages.filter((one) => !/request: file:.*\/figures\/[a-z0-9-]+\.svg$/i.test(one))
        expect(own).toEqual([])
        await close()
      },
    )
    if (name === 'markup')
      test('each picture alone is well-formed', async () => {
        for (const [picture] of pictures()) {
          const { page, messages, close } = await open(join(directory, picture), { bypassCSP: true })
          expect(await page.evaluate('document.documentElement.tagName')).toBe('svg')
          expect(await page.locator('parsererror').count()).toBe(0)
          expect(messages).toEqual([])
          await close()
        }
      })
  })
})

/** All cells of a CSV file, unquoted. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
}
