import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from '../temporary.js'
import { withParts } from './parts.js'

const RUN = resolve('collectors/run-experiment')
const collect = join(temporaryDirectory(), 'mglru-collect')
symlinkSync(RUN, collect)
const run = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' })

test.each([
  [['--blokcs', '3'], '--blocks'],
  [['--memorymax', '3'], '--memory-max'],
  [['--profile', 'swap-trash', '--dry-run'], 'swap-thrash'],
])('%j is answered with the nearest name', (args, near) => {
  const { status, stderr } = run(RUN, ...args)
  expect(status).toBe(2)
  expect(stderr).toContain(`(did you mean ${near}?)`)
})

test('a stream, too, which only a machine with MGLRU gets to', () => {
  const { stderr, status } = withParts(['messages', 'nearest', 'needs'], 'choose_variant vmstats')
  expect(status).toBe(2)
  expect(stderr).toContain('there is no stream "vmstats" (did you mean vmstat?); there are: ')
})

test('what is like no name is answered without a guess', () => {
  expect(run(RUN, '--xyzzy').stderr).toBe(
    'run-experiment: unknown option "--xyzzy"; see --help (a command of your own goes after --)\n',
  )
})

test('installed as mglru-collect it names itself so, wherever it speaks', () => {
  for (const args of [['--xyzzy'], ['--version'], ['--help'], ['--resume', '/nothing'], ['--preflight']]) {
    const { stdout, stderr } = run(collect, ...args)
    expect(stdout + stderr).not.toContain('run-experiment')
  }
  expect(run(collect, '--help').stdout).toMatch(/^mglru-collect: record an experiment/)
  expect(run(collect, '--xyzzy').stderr).toMatch(/^mglru-collect: unknown/)
})

test('both examples of its help are plans', () => {
  const { stdout } = run(collect, '--help')
  const examples = [...stdout.matchAll(/^ {2}mglru-collect (.+)$/gm)].map(([, rest]) => rest as string)
  const shown = examples.slice(examples.findIndex((one) => !/^(?:\[|--re)/.test(one)))
  expect(shown.length).toBeGreaterThanOrEqual(2)
  for (const example of shown) {
    const { status, stderr, stdout } = run('sh', '-c', `exec "$0" --dry-run ${example}`, collect)
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('mglru-collect:')])
    expect(stdout.length).toBeGreaterThan(200)
  }
})
