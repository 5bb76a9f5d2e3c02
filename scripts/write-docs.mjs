// Writes the generated pages under docs/, and the list of metrics that the collectors read. Run: npm run docs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { collectorMetrics } from '../dist/render/collector-metrics.js'
import { referencePages } from '../dist/render/reference.js'
import { apiPage } from './api-page.mjs'

mkdirSync(new URL('../docs/schema', import.meta.url), { recursive: true })
write('collectors/experiment/metrics.list', collectorMetrics())
for (const [name, text] of Object.entries(referencePages())) write(`docs/${name}`, text)
write('docs/api.md', apiPage(readFileSync(new URL('../dist/index.d.ts', import.meta.url), 'utf8')))

function write(name, text) {
  writeFileSync(new URL(`../${name}`, import.meta.url), text)
  console.log(name)
}
