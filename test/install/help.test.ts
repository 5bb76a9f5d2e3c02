import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { commandLine } from '../../src/cli.js'
import { runCli } from '../run-cli.js'

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

test.each(COMMANDS)('the help of %s has an example, and every example is understood', async (name) => {
  const { stdout } = await runCli(name, '--help')
  const examples = [...stdout.matchAll(/^ {2}mglru-report (.+)$/gm)].map(([, rest]) => rest as string)
  expect(examples.some((example) => example.split(' ')[0] === name)).toBe(true)
  for (const example of examples) {
    // as a shell would split it; what it names need not exist
    const words = [...example.replace(/ [>|].*/, '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, a, b]) => a ?? b ?? '',
    )
    const { program } = commandLine(quiet)
    const command = program.commands.find((one) => one.name() === words[0])
    const { unknown } = command?.parseOptions(words.slice(1)) ?? { unknown: ['no such command'] }
    expect(unknown).toEqual([])
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
