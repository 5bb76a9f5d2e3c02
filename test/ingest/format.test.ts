import { readdirSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { detectFormat, formatOf } from '../../src/ingest/format.js'

const BY_ENDING: [RegExp, string][] = [
  [/\.ndjson\.gz$/, 'bpftrace-json'],
  [/\.txt\.gz$/, 'bpftrace-text'],
  [/\.stress\.yaml$/, 'stress-ng-yaml'],
  [/\.stress\.log$/, 'stress-ng-log'],
  [/\.vmstat-(before|after)$/, 'vmstat'],
]

test.each(['fixtures/one-liner-6.1', 'fixtures/one-liner-7.2'])(
  'every file of %s is told by its content',
  async (directory) => {
    const wrong: string[] = []
    let files = 0
    for (const name of readdirSync(directory)) {
      const expected = BY_ENDING.find(([pattern]) => pattern.test(name))?.[1]
      if (expected === undefined) continue
      files++
      const format = await detectFormat(`${directory}/${name}`)
      if (format !== expected) wrong.push(`${name}: ${format}`)
    }
    expect(wrong).toEqual([])
    expect(files).toBe(60)
  },
)

test.each([
  ['', 'empty'],
  ['\n\n', 'empty'],
  ['PERFILE2\u0001\u0002', 'perf-data'],
  ['a\0b', 'binary'],
  ['hello there\n', 'unknown'],
  ['{"hello": 1}\n', 'json'],
  ['{"type":"stream","stream":"vmstat","schema":1}\n', 'stream'],
  ['     0.801 ( 0.000 ms): stress-ng/1231 minfault [elf_load+0x20f] => 0x7f27adb92b4c (?k)\n', 'perf-trace'],
  ['Page fault in process: <script>\n', 'bpftrace-text'],
  ['Attached 1 probe\n', 'bpftrace-text'],
])('%j is %s', (text, format) => {
  expect(formatOf(Buffer.from(text))).toBe(format)
})

test('random bytes are binary', () => {
  const bytes = Buffer.from(
    Array.from({ length: 4096 }, (_, index) => 1 + (((index * 2654435761) >>> 13) % 255)),
  )
  expect(formatOf(bytes)).toBe('binary')
})
