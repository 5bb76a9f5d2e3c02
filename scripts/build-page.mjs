// Bundles the script of the report's page, the same bytes each time. Run by `npm run build`.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const UNUSED = ['geo', 'force', 'hierarchy', 'label', 'regression', 'voronoi', 'wordcloud', 'crossfilter']

export async function bundlePage() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['page/main.ts'],
    tsconfig: 'page/tsconfig.json',
    alias: Object.fromEntries(UNUSED.map((name) => [`vega-${name}`, './page/nothing.ts'])),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  return { script: outputFiles[0].text, licences: licences(Object.keys(metafile.inputs)) }
}

/** The licence texts of everything in the bundle. */
function licences(inputs) {
  const packages = new Set(
    inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  )
  return [...packages]
    .sort()
    .map((path) => {
      const { name, version, license } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8'))
      const file = readdirSync(join(ROOT, path)).find((one) => /^licen[cs]e/i.test(one))
      const text = file === undefined ? '' : readFileSync(join(ROOT, path, file), 'utf8').trim()
      return `${name} ${version} (${license})\n\n${text}\n`
    })
    .join(`\n${'-'.repeat(78)}\n\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { script, licences: texts } = await bundlePage()
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  writeFileSync(join(ROOT, 'dist/page.js'), script)
  writeFileSync(join(ROOT, 'dist/page.licences.txt'), texts)
}
