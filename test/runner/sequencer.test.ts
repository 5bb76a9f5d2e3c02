import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
// @ts-expect-error a script without types
import { SLOW } from '../../jest.config.js'
// @ts-expect-error a script without types: jest's configuration names it
import LongestFirst, { LONGEST } from './sequencer.mjs'

test('every file that begins first is there', () => {
  expect(LONGEST.filter((path: string) => !existsSync(path))).toEqual([])
})

test('every pattern of what test:fast leaves out leaves out a file', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).map((name) => `test/${name}`)
  const used = SLOW.filter((pattern: string) =>
    files.some((file) => file.endsWith('.test.ts') && new RegExp(pattern).test(file)),
  )
  expect(used).toEqual(SLOW)
})

test('what failed begins first, then the longest, then the others as jest orders them: by size in a clean clone', () => {
  const sizes: Record<string, number> = { small: 1, large: 9, failed: 5, [LONGEST[1]]: 2, [LONGEST[0]]: 3 }
  const context = { config: { cache: false }, hasteFS: { getSize: (path: string) => sizes[path.slice(6)] } }
  const sequencer = new LongestFirst({})
  sequencer.hasFailed = ({ path }: { path: string }) => path === '/root/failed'
  const sorted = sequencer.sort(Object.keys(sizes).map((name) => ({ path: `/root/${name}`, context })))
  expect(sorted.map(({ path }: { path: string }) => path.slice(6))).toEqual([
    'failed',
    LONGEST[0],
    LONGEST[1],
    'large',
    'small',
  ])
})
