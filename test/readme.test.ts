import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from './temporary.js'

// ```sh blocks are run as they stand; ```sh skip: REASON are not, for the reason that they give
const blocks = [
  ...readFileSync('README.md', 'utf8').matchAll(/^```sh(?: skip: (.+))?\n([\s\S]*?)^```$/gm),
].map((match) => ({ skip: match[1], script: match[2] ?? '' }))

test('README has commands, and few that are not run', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(5)
  expect(blocks.filter(({ skip }) => skip !== undefined)).toHaveLength(6)
})

// Installing and testing from within a test would never end; .ci/run does both. What remains is run whole.
const runnable = blocks
  .filter(({ skip }) => skip === undefined)
  .map(({ script }) => script.replace(/npm ci && npm test\n/, '').replace(/npm ci && /, ''))

// the demo writes into reports/: a directory that has all of this one but what commands write is as good as it
const repository = temporaryDirectory()
for (const name of readdirSync('.'))
  if (!['reports', '.git', 'my-report'].includes(name)) symlinkSync(resolve(name), join(repository, name))
mkdirSync(join(repository, 'reports'))

test.each(runnable.filter((script) => script.trim() !== ''))(
  '%s',
  (script) => {
    const output = execFileSync('sh', ['-ec', script], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, XDG_CACHE_HOME: temporaryDirectory() },
    })
    expect(output.length).toBeGreaterThan(50)
  },
  120_000,
)
