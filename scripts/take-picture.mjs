// Takes the picture of a report that README shows: the top of the demo's report in Chromium.
// Run after `npm run demo`: node scripts/take-picture.mjs   (writes docs/report.png; needs Chromium installed)
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const demo = JSON.parse(await (await import('node:fs/promises')).readFile(at('package.json'), 'utf8')).scripts
  .demo
const directory = /-o (\S+)/.exec(demo)[1]
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' })
await page.goto(`file://${at(`${directory}/report.html`)}`)
await page.screenshot({ path: at('docs/report.png') })
await browser.close()
console.log('docs/report.png')
