import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

test('a whole experiment', async () => {
  expect(await runCli('validate', 'fixtures/constructed/blocks')).toEqual({
    code: 0,
    stdout: 'constructed-blocks: 16 of 16 measured runs usable, no problems found\n',
    stderr: '',
  })
  expect(JSON.parse((await runCli('validate', '--json', 'fixtures/constructed/blocks')).stdout)).toEqual({
    id: 'constructed-blocks',
    looks: null,
    undeclarable: [],
    valid: true,
    planned: 16,
    usable: 16,
    unusable: [],
    warnings: [],
  })
})

test('an experiment with a run missing says which and exits with 2', async () => {
  const directory = join(temporaryDirectory(), 'experiment')
  cpSync('fixtures/constructed/blocks', directory, { recursive: true })
  rmSync(join(directory, 'runs/b03-1-mglru-off'), { recursive: true })
  expect(await runCli('validate', directory)).toEqual({
    code: 2,
    stdout: 'b03-1-mglru-off: planned, but not recorded\nconstructed-blocks: 15 of 16 measured runs usable\n',
    stderr: '',
  })
})

test('looks that do not fit the plan, of which no verdict can come', async () => {
  const directory = join(temporaryDirectory(), 'experiment')
  cpSync('fixtures/constructed/blocks', directory, { recursive: true })
  const path = join(directory, 'experiment.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  manifest.plan.looks = [6, 12]
  writeFileSync(path, JSON.stringify(manifest))
  const sentence =
    'The planned looks (after 6 and 12 blocks) do not fit the plan of 8 blocks, so there is no verdict.'
  const { code, stdout } = await runCli('validate', directory)
  expect(code).toBe(2)
  expect(stdout.split('\n').filter((line) => line.startsWith('plan.'))).toEqual([`plan.looks: ${sentence}`])
})

test('what is no experiment', async () => {
  expect(await runCli('validate', '/nowhere/at/all')).toMatchObject({
    code: 2,
    stderr: '/nowhere/at/all: expected a file, found none of that name; check the path\n',
  })
  expect(await runCli('validate', 'docs')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('experiment.json: expected a file, found none'),
  })
})
