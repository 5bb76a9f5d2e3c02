// Writes the generated pages under docs/. Run: npm run docs
import { mkdirSync, writeFileSync } from 'node:fs'
import { referencePages } from '../dist/render/reference.js'

mkdirSync(new URL('../docs/schema', import.meta.url), { recursive: true })
for (const [name, text] of Object.entries(referencePages())) {
  writeFileSync(new URL(`../docs/${name}`, import.meta.url), text)
  console.log(`docs/${name}`)
}
