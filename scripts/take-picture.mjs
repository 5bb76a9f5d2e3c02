// Takes the pictures of a report that README shows, light and dark: the first screen of the demo's report in Chromium.
// Run after `npm run demo`: node scripts/take-picture.mjs   (writes docs/report-light.png and docs/report-dark.png; needs Chromium)
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { CHROMIUM, QUIET } from '../test/chromium-path.mjs'

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const { demo } = JSON.parse(readFileSync(at('package.json'), 'utf8')).scripts
const directory = /-o (\S+)/.exec(demo)[1]
const to = process.argv[2] ?? at('docs')
const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme })
  await page.goto(`file://${at(`${directory}/report.html`)}`)
  await page.screenshot({ path: `${to}/report-${colorScheme}.png` })
  console.log(`${to}/report-${colorScheme}.png`)
}
await browser.close()
