import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { enlivenAll, inBrowser, open, withBrowser } from '../browser.js'
import { pageOf } from '../pages.js'
import { temporaryDirectory } from '../temporary.js'

inBrowser('the policy of a page', () => {
  withBrowser()

  /** What the browser says of the page with something behind its body. */
  async function said(planted: string): Promise<string[]> {
    const path = join(temporaryDirectory(), 'report.html')
    const page = await pageOf('fixtures/constructed/blocks', { static: false })
    writeFileSync(path, page.replace('</body>', `${planted}</body>`))
    expect(readFileSync(path, 'utf8')).toContain(planted)
    const opened = await open(path)
    await opened.page.evaluate('0').catch(() => {})
    if (planted === '') await enlivenAll(opened.page)
    await opened.page.waitForTimeout(100)
    await opened.close()
    return opened.messages
  }

  test('is kept by the page, with all its figures alive', async () => expect(await said('')).toEqual([]))

  test.each([
    ['a script', '<script>window.pwned = 1</script>', /script/i],
    ['a handler', '<svg onload="window.pwned = 1"></svg>', /event handler|script/i],
    ['a style', '<p style="color: red">x</p>', /style/i],
    ['a picture from elsewhere', '<img src="https://example.invalid/x.png">', /img-src|image/i],
    ['a page in it', '<iframe src="https://example.invalid/"></iframe>', /frame|default-src/i],
    ['a form', '<script src="https://example.invalid/x.js"></script>', /script/i],
  ])('of %s the browser says that it breaks it', async (_, planted, words) => {
    const messages = await said(planted)
    expect(messages.join('\n')).toMatch(/Content Security Policy/i)
    expect(messages.join('\n')).toMatch(words)
  })
})
