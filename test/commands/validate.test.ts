import { cpSync, rmSync } from 'node:fs'
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
