// Bundles the scripts of the report's page and of the index, the same bytes each time. Run by `npm run build`.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { licences } from './licences.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const UNUSED = ['geo', 'force', 'hierarchy', 'label', 'regression', 'voronoi', 'wordcloud', 'crossfilter']

/** What both have in common. */
const OPTIONS = {
  absWorkingDir: ROOT,
  tsconfig: 'page/tsconfig.json',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
}

/** The script of the index of many reports; no package is in it. */
export async function bundleIndexPage() {
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: ['page/index.ts'] })
  return outputFiles[0].text
}

export async function bundlePage() {
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    entryPoints: ['page/main.ts'],
    alias: Object.fromEntries(UNUSED.map((name) => [`vega-${name}`, './page/nothing.ts'])),
    metafile: true,
  })
  return { script: outputFiles[0].text, licences: licences(ROOT, Object.keys(metafile.inputs)) }
}
