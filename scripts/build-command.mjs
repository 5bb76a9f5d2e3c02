// Bundles the command line and the library, which then start from a few files in place of some hundred: dist/main.js, and in
// dist/bin what it loads when it is asked for, the worker, and library.js. The package has these, and of tsc the types. Run by `npm run build`, after tsc.
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { licences } from './licences.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * The files by their path in `dist`, and the licence texts of the packages in them. `fingerprint` is what codeFingerprint
 * gives for the files of tsc, so that the command and the library take each other's caches.
 */
export async function bundleCommand(fingerprint) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: {
      main: 'src/main.ts',
      'bin/worker': 'src/experiment/worker.ts',
      'bin/library': 'src/index.ts',
    },
    // large, and loaded only to draw or by the library: from node_modules, where the package has them anyway
    external: ['vega', 'vega-lite', 'arquero', '@uwdata/flechette', 'hyparquet-writer'],
    outdir: 'dist',
    // one folder below dist, as the folders of tsc are: what is found by its place is found from both
    chunkNames: 'bin/[name]-[hash]',
    define: { CODE_FINGERPRINT: JSON.stringify(fingerprint) },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // commander is CommonJS, which asks for Node's own modules by require
    banner: {
      js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
    },
    legalComments: 'none',
    // our names stay, for the stack of an internal error
    plugins: [{ name: 'short names in packages', setup: shortNames }],
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    write: false,
    logLevel: 'warning',
  })
  const files = Object.fromEntries(
    outputFiles.map(({ path, contents }) => [relative(join(ROOT, 'dist'), path), contents]),
  )
  // which sources each file holds: what a start reads is tested by it; not packed
  const sources = Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, { inputs }]) => [
      relative('dist', path),
      Object.keys(inputs).filter((input) => inputs[input].bytesInOutput > 0),
    ]),
  )
  return { files, sources, licences: licences(ROOT, Object.keys(metafile.inputs)) }
}

function shortNames({ onLoad }) {
  onLoad({ filter: /\/node_modules\/.*\.m?js$/ }, async ({ path }) => {
    const { code } = await transform(await readFile(path, 'utf8'), {
      minify: true,
      target: 'node20',
      legalComments: 'none',
    })
    return { contents: code, loader: 'js' }
  })
}
