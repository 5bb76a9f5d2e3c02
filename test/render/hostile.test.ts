import { beforeAll, describe, expect, test } from '@jest/globals'
import { marked } from 'marked'
import { renderJson } from '../../src/render/json.js'
import { renderMarkdown } from '../../src/render/markdown.js'
import { reportOf } from '../fixtures.js'
import { pageOf } from '../pages.js'

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/

describe('process names as a stranger could choose them', () => {
  const forms = { json: '', md: '', html: '' }
  beforeAll(async () => {
    const report = await reportOf('fixtures/constructed/hostile')
    forms.json = renderJson(report)
    forms.md = renderMarkdown(report)
    forms.html = await pageOf('fixtures/constructed/hostile', { static: true })
  })

  test('come out unchanged in JSON, which is data', () => {
    const names = (JSON.parse(forms.json).processes.rows as { process: string }[]).map((row) => row.process)
    expect(names).toContain("<script>alert('x')</script>")
    expect(names).toContain('bell\u0007 escape\u001b[31mred\u001b[0m')
    expect(names.some((name) => name.includes('\ufffd'))).toBe(true)
  })

  test('open no tag, handler or link in HTML', () => {
    const withoutStyle = forms.html.replace(/<style>[\s\S]*?<\/style>/, '')
    expect(forms.html).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;')
    expect(withoutStyle).not.toMatch(/<script|<img|<b>|<a href="(?!#)/i)
    // within tags, so that escaped text does not count
    expect(
      [...withoutStyle.matchAll(/<[a-z][^>]*>/gi)].filter(([tag]) =>
        /\son\w+\s*=|javascript:/i.test(tag.replace(/"[^"]*"/g, '""')),
      ),
    ).toEqual([])
    expect(withoutStyle).not.toMatch(CONTROL)
  })

  test('open no tag, link, image or code in Markdown, as a GFM renderer sees it', () => {
    expect(forms.md).not.toMatch(CONTROL)
    const html = marked
      .parse(forms.md, { gfm: true, async: false })
      .replace(/<img alt="[^"<>]*" src="figures\/[a-z0-9-]+\.svg">/gi, '')
    expect(html).not.toMatch(/<script|<img|<b>|<a |<code>/i)
    expect(html).toContain('| pipe |')
    // a pipe in a name must not add a column: every row of the table has as many cells as its head
    for (const table of html.split('<table>').slice(1)) {
      const rows = table
        .split('<tr>')
        .slice(1)
        .map((row) => (row.match(/<t[hd]/g) ?? []).length)
      expect(new Set(rows).size).toBe(1)
    }
  })
})

test('labels of conditions hold nothing that a terminal or a reader obeys, not in a picture either', async () => {
  const page = await pageOf('fixtures/constructed/hostile-manifest', { static: true })
  expect(page).toContain('escape\\x1b')
  expect(page.replace(/\t/g, '')).not.toMatch(CONTROL)
})
