// Before all tests: one browser for all files of the whole suite; a single file starts its own if it needs one.
import { chromium } from 'playwright-core'
import { CHROMIUM, QUIET } from './chromium-path.mjs'

export default async function setup({ testPathPatterns, onlyChanged }) {
  const whole = testPathPatterns.patterns.length === 0 && !onlyChanged && process.env.FAST !== '1'
  if (!whole || CHROMIUM === undefined) return
  globalThis.browserOfTheSuite = await chromium.launchServer({ executablePath: CHROMIUM, args: QUIET })
  process.env.TEST_BROWSER = globalThis.browserOfTheSuite.wsEndpoint()
}
