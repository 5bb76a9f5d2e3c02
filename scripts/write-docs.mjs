// Writes the generated pages under docs/, and the list of metrics that the collectors read. Run: npm run docs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { commandLine } from '../dist/cli.js'
import { collectorMetrics } from '../dist/render/collector-metrics.js'
import { referencePages } from '../dist/render/reference.js'
import { VERSION } from '../dist/version.js'
import { apiPage } from './api-page.mjs'
import { remade } from './docs-check/made.mjs'
import { collectorPage, experimentPage, manPages } from './man-pages.mjs'

mkdirSync(new URL('../docs/schema', import.meta.url), { recursive: true })
write('collectors/experiment/metrics.list', collectorMetrics())
for (const [name, text] of Object.entries(referencePages())) write(`docs/${name}`, text)
for (const name of ['README.md', 'docs/fleet.md'])
  write(name, remade(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')))
write('docs/api.md', apiPage(readFileSync(new URL('../dist/types/index.d.ts', import.meta.url), 'utf8')))

const root = new URL('..', import.meta.url)
const [, released] = /^date-released: (\S+)$/m.exec(readFileSync(new URL('CITATION.cff', root), 'utf8'))
mkdirSync(new URL('docs/man', root), { recursive: true })
const directory = readFileSync(new URL('docs/experiment-directory.md', root), 'utf8')
const pages = {
  ...manPages(commandLine, VERSION, released),
  'mglru-collect.1': collectorPage(fileURLToPath(root), VERSION, released),
  'mglru-experiment.5': experimentPage(directory, VERSION, released),
}
for (const [name, text] of Object.entries(pages)) write(`docs/man/${name}`, text)

function write(name, text) {
  writeFileSync(new URL(`../${name}`, import.meta.url), text)
  console.log(name)
}
