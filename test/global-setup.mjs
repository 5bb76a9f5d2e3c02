// Before all tests: one browser for all files of the whole suite; a single file starts its own if it needs one.
import { CHROMIUM, QUIET } from './chromium-path.mjs'

export default async function setup({ testPathPatterns, onlyChanged }) {
  const whole = testPathPatterns.patterns.length === 0 && !onlyChanged && process.env.FAST !== '1'
  if (!whole || CHROMIUM === undefined) return
  // a second of CPU, which no other run needs
  const { chromium } = await import('playwright-core')
  globalThis.browserOfTheSuite = await chromium.launchServer({ executablePath: CHROMIUM, args: QUIET })
  process.env.TEST_BROWSER = globalThis.browserOfTheSuite.wsEndpoint()
}
