import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { marked } from 'marked'
import type { Report } from '../../src/model/report.js'
import { inBrowser, open, withBrowser } from '../browser.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const A = 'fixtures/constructed/blocks'
const B = 'fixtures/experiments/swap-pressure-quiet-6.12'
const C = 'fixtures/experiments/swap-pressure-6.1'

describe('several experiments', () => {
  const directory = temporaryDirectory()
  let stdout = ''
  beforeAll(async () => {
    const ran = await runCli('analyze', A, B, C, '-o', directory, '--static')
    expect(ran).toMatchObject({ code: 0, stderr: '' })
    stdout = ran.stdout
  })
  const file = (name: string) => readFileSync(join(directory, name), 'utf8')
  const reportOf = (id: string) => JSON.parse(file(join(id, 'report.json'))) as Report

  test('each has its own report, and there is a page of all', () => {
    for (const id of ['constructed-blocks', '20261123-153248', 'swap-pressure-6.1'])
      for (const name of ['report.json', 'report.html', 'report.md'])
        expect(existsSync(join(directory, id, name))).toBe(true)
    expect(stdout).toContain(join(directory, 'index.html'))
  })

  test('nothing is pooled: every verdict is that of its report', () => {
    const rows = marked
      .parse(file('index.md').split('## Experiments')[0] ?? '', { gfm: true, async: false })
      .split('<tr>')
      .slice(2)
    expect(rows).toHaveLength(3)
    // oldest kernel first
    expect(rows.map((row) => /href="([^"]*)"/.exec(row)?.[1])).toEqual([
      'swap-pressure-6.1/report.md',
      'constructed-blocks/report.md',
      '20261123-153248/report.md',
    ])
    const throughput = (row: string | undefined) => row?.split('<td')[3] ?? ''
    const verdict = (id: string) =>
      reportOf(id).comparisons.find(({ metric }) => metric === 'bogo-ops-rate')?.verdict ?? 'none'
    expect(throughput(rows[0])).toContain(verdict('swap-pressure-6.1'))
    expect(throughput(rows[1])).toContain(verdict('constructed-blocks'))
    expect(throughput(rows[2])).toContain(verdict('20261123-153248'))
  })

  test('index makes the same page of the reports, given as files, as directories or as their parent', async () => {
    const [html, md] = [file('index.html'), file('index.md')]
    expect(await runCli('index', directory, '-o', directory, '-q')).toMatchObject({ code: 0 })
    expect([file('index.html'), file('index.md')]).toEqual([html, md])
    const some = [join(directory, 'constructed-blocks'), join(directory, '20261123-153248', 'report.json')]
    expect(await runCli('index', ...some, ...some, '-o', join(directory, 'some'), '-q')).toMatchObject({
      code: 0,
    })
    expect(file('some/index.md')).toContain('2 experiments.')
    expect(file('some/index.md')).toContain('(<../constructed-blocks/report.md>)')
  })

  inBrowser('in Chromium', () => {
    withBrowser()
    test.each([360, 1440])('%d px wide: nothing overflows, every way leads to a report', async (width) => {
      const { page, messages, close } = await open(join(directory, 'index.html'), {
        viewport: { width, height: 800 },
      })
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      const links = await page.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
      expect(new Set(links).size).toBe(3)
      for (const link of links) expect(existsSync(join(directory, link ?? ''))).toBe(true)
      expect(messages).toEqual([])
      await close()
    })
  })
})

test('directories with names that are markup stay addresses', async () => {
  const directory = temporaryDirectory()
  const name = '"><img src=x onerror=alert(1)> javascript:x) [a](b) %41 #'
  mkdirSync(join(directory, name))
  await runCli('analyze', A, '-o', join(directory, name), '-q', '--to', 'json,html,md')
  expect(await runCli('index', directory, '-o', directory, '-q')).toMatchObject({ code: 0 })
  const html = readFileSync(join(directory, 'index.html'), 'utf8')
  const href = /<a href="([^"]*)">/.exec(html)?.[1] ?? ''
  expect(existsSync(join(directory, decodeURIComponent(href)))).toBe(true)
  expect(html).not.toMatch(/<img/)
  const md = marked.parse(readFileSync(join(directory, 'index.md'), 'utf8'), { gfm: true, async: false })
  expect(md).not.toMatch(/<img/)
  expect(/<a href="([^"]*)">/.exec(md)?.[1]).toBe(href.replace(/html$/, 'md'))
})

test('what is no report, and two experiments of one name, are refused', async () => {
  const directory = temporaryDirectory()
  expect(await runCli('index', directory)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('expected a report.json, or a directory with reports, found neither'),
  })
  writeFileSync(join(directory, 'report.json'), '{}')
  expect(await runCli('index', directory)).toMatchObject({ code: 2 })
  expect(await runCli('analyze', A, A, '-o', directory, '-q')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('found "constructed-blocks" again'),
  })
  expect(await runCli('analyze', A, B, '--json', '-o', directory)).toMatchObject({ code: 2 })
})
