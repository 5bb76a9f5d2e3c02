import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { uncoloured } from '../../src/decode/kernel-log-colours.js'
import { kernelLogReader } from '../../src/decode/kernel-log-reader.js'

const COLOUR = /\x1b\[[0-9;]{0,20}[mK]/g
const FOLDER = 'fixtures/formats/kernel-log'

test.each([
  'plain',
  '\x1b[32m[    1.0] \x1b[0mtext\x1b[K',
  '\x1b[31',
  'a \x1b[1;31mb:\x1b[x\x1b\x1b[mc',
  `\x1b[${'1'.repeat(20)}ma:\x1b[${'1'.repeat(21)}mb`,
])('colours are taken out of bytes as the pattern does: %j', (text) => {
  const plain = text.replace(COLOUR, '')
  const { room, take } = uncoloured()
  const length = take(Buffer.from(`x${text}m`), 1, text.length + 1)
  expect(length === -1 ? text : room.toString('latin1', 0, length)).toBe(plain)
})

test('a line with a colour within a word is left to the reader', () => {
  const text = 'oom-\x1b[31mkiller'
  expect(uncoloured().take(Buffer.from(text), 0, text.length)).toBe(-1)
})

test.each(readdirSync(FOLDER).filter((name) => /colour.*\.gz$/.test(name)))(
  '%s tells with colours, on its bytes, what it tells without',
  (name) => {
    const text = gunzipSync(readFileSync(join(FOLDER, name))).toString('latin1')
    const of = (log: string) => {
      const reader = kernelLogReader()
      for (const [index, line] of log.split('\n').entries()) {
        const bytes = Buffer.from(`-${line}`, 'latin1')
        reader.bytes(bytes, 1, bytes.length, index + 1)
      }
      const { lines, seconds, kills, troubles, boots } = reader.end()
      return { lines, seconds, kills: kills.list, troubles, boots }
    }
    expect(text).toMatch(COLOUR)
    expect(of(text)).toEqual(of(text.replace(COLOUR, '')))
  },
)
