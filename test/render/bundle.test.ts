import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { pageScript } from '../../src/render/content-security-policy.js'
import { pageOf } from '../pages.js'

test('the script of the page is what its sources make, to the byte', async () => {
  // @ts-expect-error a script without types
  const { bundlePage } = await import('../../scripts/build-page.mjs')
  const { script, licences } = await bundlePage()
  expect(pageScript() === script).toBe(true)
  expect((await bundlePage()).script === script).toBe(true)
  for (const name of ['vega-view', 'vega-lite', 'vega-interpreter', 'd3-scale'])
    expect(licences).toContain(name)
})

test('the script evaluates no text, and cannot end its element early', () => {
  const script = pageScript()
  expect(script).not.toMatch(/\beval\(|<\/script|<!--/i)
})

test('the policy names the one script and the one style by their hash, and there is no other', async () => {
  for (const still of [false, true]) {
    const html = await pageOf('fixtures/constructed/blocks', { static: still })
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? ''
    expect(policy).toMatch(/^default-src 'none'; /)
    expect(policy).not.toContain('unsafe')
    const parts = [...html.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)]
    expect(parts.map(([, name]) => name)).toEqual(
      html.includes('script-src') ? ['style', 'script'] : ['style'],
    )
    for (const [, name, text = ''] of parts)
      expect(policy).toContain(`${name}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    // an attribute would need a permission of its own
    expect(html.replace(/<script>[\s\S]*<\/script>/, '')).not.toMatch(/<[a-z][^>]*\sstyle="/)
  }
})
