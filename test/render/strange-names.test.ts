import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { renderHtml } from '../../src/render/html.js'
import { screenOf } from '../../src/report/screen.js'
import { inBrowser, open, unfoldAll, withBrowser } from '../browser.js'
import { type Json, reportOf, sound } from '../evidence/sound-experiment.js'
import { temporaryDirectory } from '../temporary.js'

const CASES: [name: string, labels: [string, string], argv: string[]][] = [
  ['300 characters without a blank', ['L'.repeat(300), 'M'.repeat(300)], ['x'.repeat(300)]],
  ['300 characters in words', ['one word '.repeat(33), 'two words '.repeat(30)], ['a b '.repeat(75)]],
  ['right to left, and emoji', ['قبل التغيير', 'אחרי השינוי 🎉'], ['برنامج', '🚀🚀', '--אפשרות']],
  [
    'a command of 10 KB',
    ['off', 'on'],
    ['prog', ...Array.from({ length: 800 }, (_, i) => `--option-${i}=v`)],
  ],
  [
    'markup',
    ['</script><script>alert(1)</script>', '"onmouseover="alert(1)'],
    ['<img src=x onerror=alert(1)>'],
  ],
]

async function strange([, labels, argv]: (typeof CASES)[number]) {
  const all = sound()
  for (const which of [0, 1]) all.experiment.conditions[which].label = labels[which]
  all.experiment.workload.argv = argv
  for (const run of all.runs as Json[]) run.workload.argv = argv
  return reportOf(all)
}

inBrowser('names of strangers on the page', () => {
  withBrowser()
  test.each(CASES)('%s: nothing is wider than the window, nothing runs', async (...one) => {
    const report = await strange(one)
    const path = join(temporaryDirectory(), 'report.html')
    writeFileSync(path, await renderHtml(report))
    const { page, messages, close } = await open(path, { viewport: { width: 360, height: 740 } })
    await unfoldAll(page)
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const wide = await page.evaluate(
        'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)',
      )
      expect(wide).toBeLessThanOrEqual(width)
    }
    expect(messages).toEqual([])
    await close()
  })
})

test('the question is cut, the verdict is not', async () => {
  const { question, answers } = screenOf(await strange(CASES[0] as (typeof CASES)[number]))
  expect(question.length).toBeLessThan(220)
  expect(answers[0]?.text).toMatch(/^Throughput: \+20%/)
})
