import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
// @ts-expect-error a script without types
import { variant } from '../../bench/fleet/make-reports.mjs'
import { commandLine } from '../../src/cli.js'
import { nodeThatStays } from '../node-that-stays.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const quiet = { stdout: { write: () => {} }, stderr: { write: () => {} } }
const COMMANDS = commandLine(quiet).program.commands.map((one) => one.name())

test('without arguments the help is printed, and that is no error', async () => {
  const bare = await runCli()
  expect(bare.code).toBe(0)
  expect(bare.stderr).toBe('')
  expect(bare.stdout).toBe((await runCli('--help')).stdout)
})

test.each([
  [['anlyze'], 'analyze'],
  [['validat', 'x'], 'validate'],
  [['analyze', '--ouptut', 'x'], '--output'],
])('%j is answered with the nearest name', async (args, near) => {
  const { code, stderr } = await runCli(...args)
  expect(code).toBe(2)
  expect(stderr).toContain(`Did you mean ${near}?`)
})

// A directory in which everything is that the examples name; those of each help run in a copy of it.
const place = temporaryDirectory()
const home = join(place, 'home')
const env = {
  ...process.env,
  HOME: home,
  XDG_CACHE_HOME: join(home, 'cache'),
  PATH: `${place}/bin:${nodeThatStays()}`,
}
const sh = (cwd: string, script: string) =>
  spawnSync('sh', ['-ec', script], { cwd, encoding: 'utf8', env, timeout: 170_000 })
const files = join(place, 'files')

beforeAll(() => {
  for (const directory of [
    'bin',
    'files',
    'home/.local/share/bash-completion/completions',
    'home/.config/fish/completions',
  ])
    mkdirSync(join(place, directory), { recursive: true })
  writeFileSync(join(place, 'bin/mglru-report'), `#!/bin/sh\nexec node ${resolve('dist/main.js')} "$@"\n`, {
    mode: 0o755,
  })
  symlinkSync(resolve('fixtures/constructed/blocks'), join(files, 'my-experiment'))
  for (const run of ['off-1', 'off-2', 'on-1', 'on-2'])
    for (const name of [run, run.replace('off', 'a').replace('on', 'b')])
      for (const [end, recorded] of [
        ['', '.gz'],
        ...['.vmstat-before', '.vmstat-after', '.stress.yaml'].map((sidecar) => [sidecar, sidecar]),
      ])
        symlinkSync(resolve(`fixtures/one-liner-7.2/${run}.txt${recorded}`), join(files, `${name}.txt${end}`))
  const made = sh(files, 'mglru-report analyze my-experiment --to json -q -o my-report')
  expect([made.status, made.stderr]).toEqual([0, ''])
  for (const report of ['pilot', 'reports/6.1', 'reports/6.12', 'kernels'])
    cpSync(join(files, 'my-report'), join(files, report), { recursive: true })
  const report = JSON.parse(readFileSync(join(files, 'my-report/report.json'), 'utf8'))
  for (const name of ['fleet/m1', 'fleet/m2', 'fleet/m3', 'nightly/n1', 'nightly/n2']) {
    mkdirSync(join(files, name), { recursive: true })
    const { workload } = report
    writeFileSync(
      join(files, name, 'report.json'),
      JSON.stringify({ ...variant(report, Number(name.at(-1))), workload }),
    )
  }
  for (const session of ['base-1', 'base-2', 'base-3', 'new-1', 'new-2', 'new-3']) {
    mkdirSync(join(files, session))
    const experiment = { ...report.experiment, id: session, manifestSha256: session }
    writeFileSync(join(files, session, 'report.json'), JSON.stringify({ ...report, experiment }))
  }
})

const examplesOf = (help: string) =>
  [...help.slice(help.indexOf('\nExamples:')).matchAll(/^ {2}((?:cat \S+ \| )?mglru-report .+)$/gm)].map(
    ([, line]) => line as string,
  )
const ran = new Set<string>()

test.each(['', ...COMMANDS])('the help of "%s" has two examples, and they run', async (name) => {
  const { stdout } = await runCli(...name.split(' ').filter(Boolean), '--help')
  const examples = examplesOf(stdout)
  const own = examples.filter((line) => name === '' || line.includes(`mglru-report ${name}`))
  expect(own.length).toBeGreaterThanOrEqual(2)
  const cwd = join(place, `for-${name}`)
  cpSync(files, cwd, { recursive: true, verbatimSymlinks: true })
  if (name === 'analyze') rmSync(join(cwd, 'my-report'), { recursive: true }) // of another experiment than its traces
  for (const example of examples.filter((one) => !ran.has(one))) {
    ran.add(example)
    const { status, stderr, stdout: printed } = sh(cwd, example)
    expect({ example, status, stderr }).toEqual({
      example,
      // of a diff: cannot tell
      status: name === 'diff' && status === 3 ? 3 : 0,
      stderr: expect.not.stringMatching(/expected/),
    })
    const file = / > (\S+)$/.exec(example)?.[1]?.replace('~', home)
    expect((file === undefined ? printed : readFileSync(file, 'utf8')).length).toBeGreaterThan(15)
  }
})

test('every page of docs/man is there, named in package.json, and of this version', () => {
  const pages = readdirSync('docs/man').sort()
  const { man, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(man.map((path: string) => path.replace('./docs/man/', '')).sort()).toEqual(pages)
  expect(pages).toEqual(
    [
      ...COMMANDS.map((name) => `mglru-report-${name}.1`),
      'mglru-report.1',
      'mglru-collect.1',
      'mglru-experiment.5',
    ].sort(),
  )
  for (const page of pages) {
    const text = readFileSync(join('docs/man', page), 'utf8')
    expect(text).toContain(`"mglru\\-report ${version}"`)
    // `npm run docs` was forgotten where an option is missing
    const command = commandLine(quiet).program.commands.find((one) => page === `mglru-report-${one.name()}.1`)
    for (const { flags } of command?.options ?? []) expect(text).toContain(flags.replaceAll('-', '\\-'))
  }
})

const mandoc = spawnSync('mandoc', ['-T', 'lint', '/dev/null']).error === undefined ? test : test.skip
mandoc('mandoc finds nothing to warn about', () => {
  const pages = readdirSync('docs/man').map((name) => join('docs/man', name))
  const { stdout, status } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', ...pages], {
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([0, ''])
})

const man = spawnSync('man', ['--version']).error === undefined ? test : test.skip
man('man has nothing to warn about, and shows what the help says', () => {
  for (const name of readdirSync('docs/man')) {
    const { stderr, stdout, status } = spawnSync('man', ['--warnings', '-l', join('docs/man', name)], {
      encoding: 'utf8',
      env: { ...process.env, MANPAGER: 'cat', LC_ALL: 'C.UTF-8' },
    })
    expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' })
    expect(stdout.length).toBeGreaterThan(300)
  }
})
