import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { runCli } from './run-cli.js'
import { temporaryDirectory } from './temporary.js'

const MAIN = resolve('dist/main.js')
/** Of each bundled file the sources that are in it. */
const BUNDLE: Record<string, string[]> = JSON.parse(readFileSync('dist/bundle.json', 'utf8'))

/** The sources that Node really read for a command, as V8 lists the scripts and the bundle names what is in each. */
function loadedBy(...args: string[]): {
  packages: string[]
  inputs: string[]
  sources: string[]
  files: number
} {
  const coverage = join(temporaryDirectory(), 'coverage')
  mkdirSync(coverage)
  const { status, stderr } = spawnSync('node', [MAIN, ...args], {
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
    encoding: 'utf8',
  })
  // 2: something is wrong with the input, which was read all the same; 3: a diff cannot tell
  expect([0, 2, 3]).toContain(status)
  expect(stderr).toBe('')
  const scripts = readdirSync(coverage)
    .flatMap((name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')).result as { url: string }[])
    .flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []))
  const inputs = scripts.flatMap(
    (script) => BUNDLE[relative(resolve('dist'), script)] ?? [relative(resolve('.'), script)],
  )
  const packages = inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])
  return {
    packages: [...new Set(packages)].sort(),
    inputs,
    sources: [...new Set(inputs.filter((path) => path.startsWith('src/')))].sort(),
    files: new Set(scripts).size,
  }
}

const out = () => join(temporaryDirectory(), 'out')

test('the light commands load no more than they need, from few files', () => {
  const small = join(temporaryDirectory(), 'small.txt')
  writeFileSync(small, 'Attaching 1 probe...\nPage fault in process: 42\n'.repeat(20))
  for (const args of [['--version'], ['--help'], ['analyze', '--help']]) {
    const { packages, sources, files } = loadedBy(...args)
    expect(packages).toEqual(['commander'])
    expect(sources.filter((path) => !/^src\/(base|ingest|commands)\//.test(path))).toEqual([
      'src/cli-fleet.ts',
      'src/cli.ts',
      'src/main.ts',
      'src/version.ts',
    ])
    expect(files).toBeLessThan(8)
  }
  for (const args of [['list'], ['explain', 'swap'], ['inspect', small]]) {
    const { packages, sources, files } = loadedBy(...args)
    expect(packages.filter((name) => !['commander', 'simple-statistics'].includes(name))).toEqual([])
    expect(sources).not.toContain('src/model/report.ts')
    // esbuild makes a file of what commands share: one more command, some more files of a few lines
    expect(files).toBeLessThan(40)
  }
})

test('validate reads manifests, and knows nothing of reports and charts', () => {
  const { packages, sources } = loadedBy('validate', 'fixtures/constructed/blocks')
  expect(packages.filter((name) => name !== 'simple-statistics')).toEqual(['commander', 'zod'])
  expect(sources).toContain('src/model/manifest.ts')
  expect(sources).not.toContain('src/model/report.ts')
})

test('diff reads reports, and draws nothing', () => {
  const { packages, inputs } = loadedBy('diff', 'reports/one-liner-7.2/report.json', '-o', out(), '-q')
  expect(packages).toEqual(['commander', 'simple-statistics', 'zod'])
  expect(inputs.filter((path) => /^src\/charts\//.test(path))).toEqual([])
})

test('analyze loads the charts where it draws, and only there', () => {
  const fixture = 'fixtures/constructed/blocks'
  const json = loadedBy('analyze', fixture, '--to', 'json,csv,txt,lkp', '-q', '-o', out())
  expect(json.packages.filter((name) => /^(vega|d3|topojson|arquero|acorn)/.test(name))).toEqual([])
  expect(json.sources).toContain('src/model/report.ts')
  // `import { z }` would bring all of its languages
  expect(json.inputs.filter((path) => /zod\/v4\/locales\//.test(path))).toEqual([
    'node_modules/zod/v4/locales/en.js',
  ])
  const drawn = loadedBy('analyze', fixture, '--to', 'md', '-q', '-o', out())
  expect(drawn.packages).toEqual(expect.arrayContaining(['vega', 'vega-lite']))
  expect(drawn.sources).toContain('src/charts/svg.ts')
})

test('the bundle gives the same as the sources, byte for byte, from files of every kind', async () => {
  const bundled = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('node', [MAIN, ...args], {
      env: { ...process.env, XDG_CACHE_HOME: temporaryDirectory() },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    return { code: status, stdout, stderr }
  }
  const broken = temporaryDirectory()
  cpSync('fixtures/constructed/blocks/experiment.json', join(broken, 'experiment.json'))
  const manifest = JSON.parse(readFileSync(join(broken, 'experiment.json'), 'utf8'))
  writeFileSync(
    join(broken, 'experiment.json'),
    JSON.stringify({ ...manifest, host: { kernel: 6 } }, null, 1),
  )
  for (const args of [
    ['analyze', 'fixtures/constructed/blocks', '--to', 'csv', '--json', '-q', '-o', out()],
    ['validate', broken],
    ['inspect', 'fixtures/single/stress-ng-0.19.02.yaml', '--json'],
    ['inspect', 'fixtures/one-liner-7.2/off-1.ndjson.gz', '--json'],
  ])
    expect(bundled(...args)).toEqual(await runCli(...args))
})

test('the bundle is what its sources make, to the byte, and brings the licence of every package in it', async () => {
  // @ts-expect-error a script without types
  const { bundleCommand } = await import('../scripts/build-command.mjs')
  const fingerprint = execFileSync(
    'node',
    [
      '--input-type=module',
      '-e',
      `import { codeFingerprint } from '${resolve('dist/experiment/code-fingerprint.js')}'; process.stdout.write(codeFingerprint())`,
    ],
    { encoding: 'utf8' },
  )
  const { files, licences } = (await bundleCommand(fingerprint)) as {
    files: Record<string, Uint8Array>
    licences: string
  }
  const inputs = new Set<string>()
  for (const [name, bytes] of Object.entries(files)) {
    const built = readFileSync(join('dist', name))
    expect(built.equals(bytes)).toBe(true)
    for (const path of BUNDLE[name] ?? []) {
      const [, found] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? []
      if (found !== undefined) inputs.add(found)
    }
  }
  expect(readdirSync('dist/bin').sort()).toEqual(
    [...Object.keys(files).filter((name) => name.startsWith('bin/')), 'bin/licences.txt']
      .map((name) => name.slice('bin/'.length))
      .sort(),
  )
  expect([...inputs].sort()).toEqual(['commander', 'simple-statistics', 'zod'])
  for (const name of inputs) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
  expect(readFileSync('dist/bin/licences.txt', 'utf8')).toBe(licences)
})
