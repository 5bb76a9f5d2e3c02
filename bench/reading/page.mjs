import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
/** In this order; before the first heading stands what bench:reading writes. */
const HEADINGS = ['## Compressed', '## perf script', '## Kernel logs', '## By size']

/** Writes one section of docs/performance.md again, and prints it; the others stay. */
export function writeSection(text) {
  const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8').split(/\n(?=## )/) : []
  const place = (section) => HEADINGS.indexOf(section.split('\n', 1)[0])
  const sections = [...before.filter((section) => place(section) !== place(text)), text]
  sections.sort((a, b) => place(a) - place(b))
  writeFileSync(PAGE, `${sections.map((section) => section.trim()).join('\n\n')}\n`)
  console.log(text)
}
