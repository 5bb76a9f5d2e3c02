import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { pageOf } from '../pages.js'

const unescaped = (html: string) =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

test('report.html has the notice of every package in its script, as it is installed', async () => {
  // @ts-expect-error a script without types
  const { bundlePage } = await import('../../scripts/build-page.mjs')
  const { licences } = (await bundlePage()) as { licences: string }
  const html = await pageOf('fixtures/constructed/blocks', { static: false })
  const [, shown = ''] = /<details class="licences">.*?<pre>([\s\S]*?)<\/pre>/.exec(html) ?? []
  expect(unescaped(shown)).toBe(licences)
  const named = [...licences.matchAll(/^((?:@[\w-]+\/)?[\w.-]+) (\d\S*) \(.+\)$/gm)]
  expect(named.length).toBeGreaterThan(20)
  for (const [, name = '', version] of named) {
    const places = [
      'node_modules',
      ...readdirSync('node_modules').map((one) => join('node_modules', one, 'node_modules')),
    ]
      .map((place) => join(place, name))
      .filter((place) => existsSync(join(place, 'package.json')))
    const installed = places.find(
      (place) => JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')).version === version,
    )
    if (installed === undefined) throw new Error(`${name} ${version} is not installed`)
    const file = readdirSync(installed).find((one) => /^licen[cs]e/i.test(one))
    if (file !== undefined) expect(licences).toContain(readFileSync(join(installed, file), 'utf8').trim())
  }
  expect(named.map(([, name]) => name)).toEqual(expect.arrayContaining(['vega', 'vega-lite', 'd3-array']))
})

test('a page without the script has none of its notices', async () => {
  expect(await pageOf('fixtures/constructed/blocks', { static: true })).not.toContain('class="licences"')
})
