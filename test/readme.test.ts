import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from './temporary.js'

// ```sh blocks are run as they stand; ```sh skip: REASON are not, for the reason that they give
const blocks = [
  ...readFileSync('README.md', 'utf8').matchAll(/^```sh(?: skip: (.+))?\n([\s\S]*?)^```$/gm),
].map((match) => ({ skip: match[1], script: match[2] ?? '' }))

test('README has commands, and few that are not run', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(5)
  expect(blocks.filter(({ skip }) => skip !== undefined)).toHaveLength(5)
})

// Installing and testing from within a test would never end; .ci/run does both. What remains is run whole.
const runnable = blocks
  .filter(({ skip }) => skip === undefined)
  .map(({ script }) => script.replace(/npm ci && npm test\n/, '').replace(/npm ci && /, ''))

test.each(runnable.filter((script) => script.trim() !== ''))(
  '%s',
  (script) => {
    const output = execFileSync('sh', ['-ec', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, XDG_CACHE_HOME: temporaryDirectory() },
    })
    expect(output.length).toBeGreaterThan(50)
    rmSync('my-report', { recursive: true, force: true })
  },
  120_000,
)
