import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { temporaryDirectory } from './temporary.js'

// Somebody else's project: the packed package, and of node_modules only what the package says it depends on.
let consumer: string
let packed: string

beforeAll(() => {
  consumer = temporaryDirectory()
  packed = join(consumer, 'node_modules/mglru-report')
  mkdirSync(packed, { recursive: true })
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', consumer], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  execFileSync('tar', ['-xzf', join(consumer, filename), '-C', packed, '--strip-components=1'])
  const { dependencies } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
  for (const name of [...Object.keys(dependencies), '@types/node', 'undici-types']) {
    const link = join(consumer, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(resolve('node_modules', name), link)
  }
  symlinkSync(resolve('fixtures'), join(consumer, 'fixtures'))
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }')
})

const run = (program: string, ...args: string[]) =>
  spawnSync(program, args, { cwd: consumer, encoding: 'utf8', maxBuffer: 1 << 26 })

const WRONG = `
import { defineMetric, loadExperiment, type StreamName, type Verdict, valueOf } from 'mglru-report'

const [run] = (await loadExperiment('fixtures/constructed/blocks')).experiment.runs
if (run === undefined) throw new Error('no run')
// @ts-expect-error no stream has this name
console.log(run.streams.swapp)
// @ts-expect-error what swap keeps has no such member
console.log(valueOf(run, 'swap')?.minor)
export const metric = defineMetric({
  id: 'x',
  title: 'x',
  unit: 'count',
  better: 'lower',
  family: 'descriptive',
  smallestEffect: { relative: 0, absolute: 0 },
  why: 'x',
  how: 'x',
  requires: ['psi'],
  // @ts-expect-error a metric sees no stream that it does not require
  compute: ({ vmstat }) => ({ value: vmstat.deltas.size }),
})
export const name: StreamName = 'direct-reclaim'
export const verdict: Verdict = 'improved'
`

test('the example of docs/notebook.md compiles for both ways to find modules, and runs', () => {
  const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync('docs/notebook.md', 'utf8')) ?? []
  writeFileSync(join(consumer, 'example.ts'), example)
  writeFileSync(join(consumer, 'wrong.ts'), WRONG)
  const strict = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--skipLibCheck',
    '--target',
    'es2022',
    '--types',
    'node',
  ]
  for (const ways of [
    ['--module', 'node16', '--moduleResolution', 'node16', '--outDir', 'out'],
    ['--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit'],
  ]) {
    const { status, stdout } = run(
      resolve('node_modules/.bin/tsc'),
      ...strict,
      ...ways,
      'example.ts',
      'wrong.ts',
    )
    expect([status, stdout]).toEqual([0, ''])
  }
  const { status, stdout, stderr } = run('node', 'out/example.js')
  expect([status, stderr]).toEqual([0, ''])
  const lines = stdout.split('\n')
  expect(lines[0]).toMatch(/^\d+ values of 17 runs$/)
  expect(stdout).toMatch(/^major-fault-rate [a-z-]+$/m)
  expect(stdout).toMatch(/^b01-1-mglru-off 0\.\d+$/m)
  expect(stdout).toMatch(/^comparisons\.csv \d{3,}$/m)
  expect(lines.at(-2)).toBe('no-such-experiment: expected a file, found none of that name; check the path')
})

test('an InputError that nobody catches is one line, without a stack', () => {
  writeFileSync(
    join(consumer, 'uncaught.mjs'),
    "import { loadExperiment } from 'mglru-report'\nawait loadExperiment('nothing-there')\n",
  )
  const { status, stderr } = run('node', 'uncaught.mjs')
  expect(status).toBe(1)
  expect(stderr).toContain('InputError: nothing-there: expected a file, found none of that name')
  expect(stderr).not.toMatch(/^\s+at /m)
})

test('nothing else is reachable, but the schemas', () => {
  const { stdout } = run(
    'node',
    '-e',
    `for (const path of process.argv.slice(1)) {
      try { console.log(require.resolve(path).split('node_modules/mglru-report/')[1]) }
      catch (error) { console.log(error.code) }
    }`,
    'mglru-report',
    'mglru-report/schema/report.schema.json',
    'mglru-report/package.json',
    'mglru-report/dist/cli.js',
    'mglru-report/dist/streams/swap.js',
    'mglru-report/docs/notebook.md',
  )
  expect(stdout.trim().split('\n')).toEqual([
    'dist/bin/library.js',
    'docs/schema/report.schema.json',
    'package.json',
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  ])
})

test('the packed command runs, with workers and the script of the page, and has the licences of what it bundles', () => {
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
  expect(run('node', join(packed, 'dist/main.js'), '--version').stdout).toBe(`${version}\n`)
  for (const pid of [7, 8])
    writeFileSync(
      join(consumer, `${pid}.txt`),
      `Attaching 1 probe...\n${`Page fault in process: ${pid}\n`.repeat(60_000)}`,
    )
  const bare = ['analyze', '--off', '7.txt', '--on', '8.txt', '--jobs', '2', '--no-cache', '-q']
  expect(run('node', join(packed, 'dist/main.js'), ...bare, '-o', 'report')).toMatchObject({
    status: 0,
    stderr: '',
  })
  const html = readFileSync(join(consumer, 'report/report.html'), 'utf8')
  expect(html).toContain(readFileSync(join(packed, 'dist/page.js'), 'utf8').slice(0, 200))
  const files = readdirSync(packed, { recursive: true, encoding: 'utf8' })
  expect(files).toEqual(
    expect.arrayContaining(['dist/bin/licences.txt', 'dist/page.licences.txt', 'LICENSE']),
  )
  expect(files.filter((file) => /\.map$|tsbuildinfo|^(src|test)\//.test(file))).toEqual([])
})

test('docs/api.md lists what the package exports; if not, run: npm run docs', async () => {
  // @ts-expect-error a script without types
  const { apiPage } = await import('../scripts/api-page.mjs')
  const page = readFileSync('docs/api.md', 'utf8')
  expect(page).toBe(apiPage(readFileSync(join(packed, 'dist/types/index.d.ts'), 'utf8')))
  const { stdout } = run(
    'node',
    '--input-type=module',
    '-e',
    "console.log(Object.keys(await import('mglru-report')).sort().join(' '))",
  )
  const values = page.slice(page.indexOf('## Values'), page.indexOf('## Types'))
  expect([...values.matchAll(/`(\w+)`/g)].map(([, name]) => name).join(' ')).toBe(stdout.trim())
})

test('it is small, and has what the documentation promises', () => {
  const files = readdirSync(packed, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const sizes = files.map((one) => {
    const path = join(one.parentPath, one.name)
    return { path: relative(packed, path), size: statSync(path).size }
  })
  const outside = sizes.filter(({ path }) => !path.startsWith('fixtures/'))
  expect(outside.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(3_000_000)
  const have = sizes.map(({ path }) => path)
  for (const path of [
    'LICENSE',
    'CITATION.cff',
    'docs/man/mglru-report.1',
    'collectors/run-experiment',
    'dist/types/index.d.ts',
  ])
    expect(have).toContain(path)
  expect(have.filter((path) => /\.test\.|\.map$|^(test|bench|reports)\//.test(path))).toEqual([])
})

test('the demo is the report of the experiment that is packed, and says where it lies', () => {
  const { status, stdout, stderr } = run(
    'node',
    join(packed, 'dist/main.js'),
    'demo',
    '--to',
    'json,html',
    '-o',
    'mine',
  )
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('Open mine/report.html in a browser.')
  const demo = JSON.parse(readFileSync(join(consumer, 'mine/report.json'), 'utf8'))
  const { id } = JSON.parse(
    readFileSync(join(packed, 'fixtures/experiments/fio-steady-6.12/experiment.json'), 'utf8'),
  )
  expect(demo.experiment.id).toBe(id)
})
