import { expect, test } from '@jest/globals'
import { escapeHtml, escapeMarkdown } from '../../src/base/escape.js'
import { printable } from '../../src/base/printable.js'

test('control, invisible and bidirectional characters become visible escapes', () => {
  expect(printable('a\u001b[31mb\u0007\n\u202ec\u200bd\ufeff')).toBe(
    'a\\x1b[31mb\\x07\\x0a\\u{202e}c\\u{200b}d\\u{feff}',
  )
  expect(printable('\ud800 lone')).toBe('\\u{d800} lone')
  expect(printable('plain ünïcödé 日本 🙂')).toBe('plain ünïcödé 日本 🙂')
})

test('long text is cut with an ellipsis', () => {
  expect(printable('x'.repeat(300), 10)).toBe('xxxxxxxxx…')
  expect(printable('x'.repeat(10), 10)).toBe('xxxxxxxxxx')
})

test('HTML escapes what opens a tag, an attribute or an entity', () => {
  expect(escapeHtml(`<script>alert('x')</script>&"`)).toBe(
    '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;',
  )
})

test('Markdown escapes markup, links, mentions and list marks', () => {
  expect(escapeMarkdown('| [a](b) `c` *d* _e_ #1 ~~f~~')).toBe(
    '\\| [a\\](b) \\`c\\` \\*d\\* \\_e\\_ \\#1 \\~\\~f\\~\\~',
  )
  expect(escapeMarkdown('<b>&amp;')).toBe('&lt;b&gt;&amp;amp;')
  expect(escapeMarkdown('- item')).toBe('\\- item')
  expect(escapeMarkdown('1. item')).toBe('1\\. item')
  expect(escapeMarkdown('# x')).toBe('\\# x')
  expect(escapeMarkdown('a\\')).toBe('a\\\\')
  // nothing is escaped that is no markup where it stands
  const plain = '−28%, 95.9% CI [−64%, +19%] (median 1 → 2; p < 0.001: lru_gen & ~ 5) # a\\x1b'
  expect(escapeMarkdown(plain)).toBe(plain.replace('<', '&lt;'))
  expect(escapeMarkdown('@everyone http://x.y www.x.y')).toBe('&#64;everyone http&#58;//x.y www&#46;x.y')
})
