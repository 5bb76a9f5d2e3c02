// Makes dist: the library by tsc, file by file; the command line and the script of the report's page, bundled.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleCommand } from './build-command.mjs'
import { bundleIndexPage, bundlePage } from './build-page.mjs'
import { writeChanged } from './write-changed.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DIST = join(ROOT, 'dist')

const list = (directory) =>
  existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : []

/** What tsc wrote of a source that is no more would be packed, and would count in the fingerprint of caches. */
function removeStale() {
  for (const file of list(DIST)) {
    const [, source] = /^(.*?)\.(?:js|d\.ts|js\.map)$/.exec(file) ?? []
    if (source === undefined || file === 'main.js' || /page\.js$/.test(file) || /^(?:bin|types)\//.test(file))
      continue
    if (source === 'main' || !existsSync(join(ROOT, 'src', `${source}.ts`))) rmSync(join(DIST, file))
  }
}

removeStale()
const tsc = join(ROOT, 'node_modules/.bin/tsc')
const { status } = spawnSync(tsc, ['-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

const { codeFingerprint } = await import('../dist/experiment/code-fingerprint.js')
const [page, index, command] = await Promise.all([
  bundlePage(),
  bundleIndexPage(),
  bundleCommand(codeFingerprint()),
])
const files = { ...command.files, 'bin/licences.txt': command.licences }
for (const [name, contents] of Object.entries(files)) writeChanged(join(DIST, name), contents)
writeChanged(join(DIST, 'bundle.json'), `${JSON.stringify(command.sources, null, 1)}\n`)
writeChanged(join(DIST, 'page.js'), page.script)
writeChanged(join(DIST, 'page.licences.txt'), page.licences)
writeChanged(join(DIST, 'index-page.js'), index)
for (const file of list(join(DIST, 'bin')))
  if (!Object.hasOwn(files, `bin/${file}`)) rmSync(join(DIST, 'bin', file))

// the package has the types that its entry names, and not those of the whole program
const types = new Map()
const reach = (name) => {
  if (types.has(name)) return
  const text = readFileSync(join(DIST, name), 'utf8')
  types.set(name, text)
  for (const [, path] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g))
    reach(join(dirname(name), `${path}.d.ts`))
}
reach('index.d.ts')
for (const [name, text] of types) writeChanged(join(DIST, 'types', name), text)
for (const file of list(join(DIST, 'types')))
  if (file.endsWith('.d.ts') && !types.has(file)) rmSync(join(DIST, 'types', file))
