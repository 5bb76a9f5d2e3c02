import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from '../temporary.js'

const MAIN = resolve('dist/main.js')
const OUTPUT_FORMATS = ['report.json', 'report.md', 'report.html']

function analyze(fixture: string, cwd: string, env: Record<string, string>): string[] {
  const here = join(cwd, 'input')
  cpSync(fixture, here, { recursive: true })
  const output = join(cwd, 'output')
  const bare = 'node "$0" analyze --off input/off-*.gz --on input/on-*.gz -o output -q'
  const command = fixture.endsWith('blocks') ? 'node "$0" analyze input -o output -q' : bare
  execFileSync('sh', ['-c', command, MAIN], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', XDG_CACHE_HOME: cwd, ...env },
  })
  return OUTPUT_FORMATS.map((form) => readFileSync(join(output, form), 'utf8'))
}

test.each(['fixtures/one-liner-7.2', 'fixtures/constructed/blocks'])(
  '%s: the same bytes in another directory, time zone and locale',
  (fixture) => {
    const first = analyze(fixture, temporaryDirectory(), { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' })
    const second = analyze(fixture, temporaryDirectory(), {
      TZ: 'Asia/Kathmandu',
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      HOME: '/nowhere',
      COLUMNS: '20',
      NO_COLOR: '1',
    })
    for (const [index, form] of OUTPUT_FORMATS.entries())
      expect({ form, same: second[index] === first[index] }).toEqual({ form, same: true })
    expect(first.every((text) => text.length > 1000)).toBe(true)
  },
)
