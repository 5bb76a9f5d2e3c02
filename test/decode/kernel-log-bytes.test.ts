import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { kernelLogReader } from '../../src/decode/kernel-log-reader.js'
import { unquoted } from '../../src/ingest/pasted.js'

// What is passed over on its bytes tells the same as the whole line does: in every form that was captured, and in those made of it.

const FOLDER = 'fixtures/formats/kernel-log'
const PLAIN = '6.18-memcg-dmesg-2.38-default.txt.gz'
const load = (name: string) => gunzipSync(readFileSync(join(FOLDER, name))).toString('latin1')
const behindTime = (name: string, text: string) =>
  [name, load(PLAIN).replace(/^(\[ *\d+\.\d{6}\]) /gm, text)] as const

/** Records of journalctl -o json: a report of a kill, with texts that have an escape or no text at all. */
const RECORDS = [
  'fio invoked oom-killer: gfp_mask=0x1, order=0',
  'Free swap  = 7kB\nTotal swap = 9kB',
  // bytes of UTF-8 as latin1
  '\xd0\xb6',
  'app.scope: systemd-oomd killed 3 process(es) in this unit',
  // as journald writes what is not UTF-8
  [...Buffer.from('Out of memory: Killed process 9 (x) total-vm:1kB, anon-rss:4kB')],
  'plain words',
  'words "in quotes" box kernel: plain',
  '10 total pagecache pages',
  'Out of memory: Killed process 7 (fio) total-vm:1kB, anon-rss:4kB',
  'words behind it',
]
  .map((MESSAGE, at) =>
    JSON.stringify({
      __CURSOR: `s=${at}`,
      MESSAGE,
      _TRANSPORT: 'kernel',
      _SOURCE_MONOTONIC_TIMESTAMP: `${10 ** 8 + at}`,
    }),
  )
  .join('\n')

const logs = [
  ...readdirSync(FOLDER)
    .filter((name) => name.endsWith('.txt.gz'))
    .map((name) => [name, load(name)] as const),
  behindTime('a caller', '$1[  T900] '),
  behindTime('a caller behind a blank', '$1 [    C1] '),
  behindTime('syslog before the time', 'May  5 23:09:00 box kernel: $1 '),
  ['records', RECORDS] as const,
  ['quoted', load(PLAIN).replace(/^(?=.)/gm, '> ')] as const,
]

test.each(logs)('%s: on its bytes what it tells line by line', (_, text) => {
  // twice, so that the fronts are known from the begin
  const lines = `${text}${text}`.split('\n')
  const told = (byBytes: boolean) => {
    const reader = kernelLogReader()
    const file = Buffer.from(lines.join('\n'), 'latin1')
    let at = 0
    for (const [index, line] of lines.entries()) {
      if (byBytes) reader.bytes(file, at, at + line.length, index + 1)
      else reader.line(line, index + 1)
      at += line.length + 1
    }
    const { lines: count, seconds, kills, troubles, boots } = reader.end()
    return { count, seconds, kills: kills.list, troubles, boots }
  }
  expect(told(true)).toEqual(told(false))
})

test('quote marks are taken from bytes as from a text', () => {
  const of = (text: string) => {
    const room = Buffer.alloc(text.length)
    return room.toString('latin1', 0, unquoted(Buffer.from(text, 'latin1'), room))
  }
  expect(of('> a\n>> b > c\n> > d\n e\n >f\n\xef\xbb\xbf> g\n\xef\xbb\xbfh\n>\n>\xc2\xa0i')).toBe(
    'a\nb > c\nd\n e\nf\ng\n\xef\xbb\xbfh\n\ni',
  )
})
