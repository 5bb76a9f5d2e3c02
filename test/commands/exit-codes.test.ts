import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { main } from '../../src/cli.js'
import { EXIT } from '../../src/commands/io.js'
import { runCli } from '../run-cli.js'

test.each([
  [['list'], EXIT.ok],
  [['--version'], EXIT.ok],
  [['explain', '--help'], EXIT.ok],
  [['explain', 'no-such-thing'], EXIT.input],
  [['no-such-command'], EXIT.input],
  [['list', '--no-such-option'], EXIT.input],
  [['inspect'], EXIT.input],
  [['validate', 'no-such-directory'], EXIT.input],
] as const)('%j exits with %d', async (args, code) => {
  const ran = await runCli(...args)
  expect(ran.code).toBe(code)
  // what is wrong is told on stderr, in lines without a stack
  if (code === EXIT.input) expect(ran.stderr).toMatch(/^[^\n]*(expected|error:)/)
  expect(ran.stderr).not.toMatch(/^\s+at /m)
})

test('an internal error exits with 70, and prints its stack to report', async () => {
  let stderr = ''
  const code = await main(['list'], {
    stdout: {
      write() {
        throw new TypeError('broken on purpose')
      },
    },
    stderr: {
      write(text) {
        stderr += text
      },
    },
  })
  expect(code).toBe(70)
  expect(stderr).toMatch(/^mglru-report \S+: internal error, a bug in mglru-report\./)
  expect(stderr).toMatch(/TypeError: broken on purpose\n\s+at /)
})

test('the documentation and --help tell every exit code', async () => {
  const [, told = ''] =
    /^## Exit codes\n\n([\s\S]*?)(?:\n\n|\n?$(?![\s\S]))/m.exec(readFileSync('docs/analyze.md', 'utf8')) ?? []
  const { stdout } = await runCli('--help')
  for (const code of Object.values(EXIT)) {
    expect(told).toMatch(new RegExp(`(^|; |;\\n)${code} `))
    expect(stdout).toMatch(new RegExp(`^  ${code} `, 'm'))
  }
})
