import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

// src/render and dist/render are as deep: the bundle that `npm run build` made is found from both
const BUNDLES = {
  page: new URL('../../dist/page.js', import.meta.url),
  index: new URL('../../dist/index-page.js', import.meta.url),
}
const LICENCES = new URL('../../dist/page.licences.txt', import.meta.url)

/** The script of the page of a report, which brings the figures to life, or of the index of reports. */
export function pageScript(of: keyof typeof BUNDLES = 'page'): string {
  return readFileSync(BUNDLES[of], 'utf8')
}

/** The notices of the packages in it, which go wherever it goes. */
export function pageLicences(): string {
  return readFileSync(LICENCES, 'utf8')
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The page may run this script and use this style, both known by their hash, and nothing else; it loads nothing. */
export function contentSecurityPolicy(style: string, script: string | null): string {
  return [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    ...(script === null ? [] : [`script-src ${hash(script)}`]),
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
