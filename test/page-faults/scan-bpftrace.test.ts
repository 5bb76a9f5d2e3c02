import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import { lineFeed } from '../../src/ingest/lines.js'
import { countFaults } from '../../src/page-faults/lines.js'
import { expectSame } from '../same.js'
import { mutated } from './mutations.js'

type Format = 'text' | 'json'
interface Times {
  start: bigint
  end: bigint
}

/** What comes of the bytes, cut as told, with and without the scanner; and how many lines the scanner took. */
function counted(bytes: Buffer, format: Format, window: Times | null, scanned: boolean, cuts: number[] = []) {
  const counter = countFaults(format, window)
  let taken = 0
  const scanner = counter.scanner
  const watched = scanner && {
    taken: 0,
    scan(buffer: Buffer, start: number, end: number) {
      const next = scanner.scan(buffer, start, end)
      this.taken = scanner.taken
      taken += scanner.taken
      return next
    },
  }
  const feed = lineFeed('x', counter.line, counter.cutLine, scanned ? watched : null)
  let from = 0
  for (const cut of [...cuts, bytes.length]) {
    // each piece in memory of its own, so that reading past its end finds nothing
    feed.push(Buffer.from(bytes.subarray(from, cut)))
    from = cut
  }
  return { lines: feed.end(), counts: counter.end(), taken }
}

function same(bytes: Buffer, format: Format, window: Times | null, cuts: number[] = []) {
  const slow = counted(bytes, format, window, false)
  const fast = counted(bytes, format, window, true, cuts)
  expectSame({ lines: fast.lines, counts: fast.counts }, { lines: slow.lines, counts: slow.counts })
  return fast
}

const captured = readdirSync('fixtures', { recursive: true, encoding: 'utf8' })
  .filter(
    (path) =>
      /^one-liner-[^/]*\/[^/]*\.(txt|ndjson)\.gz$/.test(path) ||
      /^formats\/page-faults\/.*\.gz$/.test(path) ||
      /\/b01-[^/]*\/page-faults[^/]*\.ndjson\.gz$/.test(path),
  )
  .map((path) => `fixtures/${path}`)
  .sort()
/** Its first and its last two megabytes: all of it is counted against grep and awk in test/streams/page-faults. */
function unpacked(path: string): Buffer {
  const [whole, part] = [gunzipSync(readFileSync(path)), 2 << 20]
  return whole.length > 2 * part
    ? Buffer.concat([whole.subarray(0, part), whole.subarray(whole.length - part)])
    : whole
}
const formatOf = (bytes: Buffer): Format => (bytes[0] === 0x7b ? 'json' : 'text')

describe('every captured trace comes out the same from the bytes', () => {
  test('there are some, of both shapes that the scanner takes', () => {
    const one = unpacked('fixtures/one-liner-7.2/off-1.ndjson.gz')
    expect(same(one, 'json', null).taken).toBeGreaterThan(2000)
    const raw = captured.filter((path) => /page-faults-raw/.test(path) || /trace-loss/.test(path))
    expect(raw.length).toBeGreaterThan(0)
    expect(captured.length).toBeGreaterThan(24)
  })
  test.each(captured)('%s', (path) => {
    const bytes = unpacked(path)
    same(bytes, formatOf(bytes), null, [bytes.length >> 1])
    const at = /"time (\d+)\\n"/.exec(bytes.toString('latin1'))?.[1]
    if (at !== undefined)
      same(bytes, 'json', { start: BigInt(at) + 500_000_000n, end: BigInt(at) + 3_700_000_000n })
  })
})

const RAW = ['a', 'stress-ng-vm', 'a', 'two words', 'stress-ng-vm', 'x"y', 'a'].map(
  (name, index) =>
    `{"type": "printf", "data": "${90_000_000_000 + index * 400_000_000} 12 13 u 7f00 ${JSON.stringify(name).slice(1, -1)}\\n"}\n`,
)

test.each<[string, Format, string]>([
  ['raw records', 'json', RAW.join('').repeat(3)],
  ['raw records and CRLF', 'json', RAW.join('').repeat(2).replaceAll('\n', '\r\n')],
  [
    'text',
    'text',
    'Page fault in process: 12\nPage fault in process: 0012\nPage fault in process: 4194304\n'.repeat(4),
  ],
])('%s, cut at every offset', (_, format, text) => {
  const bytes = Buffer.from(text)
  const window = { start: 90_000_000_001n, end: 92_000_000_001n }
  for (let cut = 0; cut <= bytes.length; cut++) same(bytes, format, window, [cut])
})

test('records beyond the window count nowhere, and each bin holds its own', () => {
  const padding = `${' '.repeat(400)}\n`
  const window = { start: 90_000_000_000n, end: 92_000_000_000n }
  const { counts, taken } = same(Buffer.from(RAW.join('').repeat(3) + padding), 'json', window)
  expect(taken).toBeGreaterThan(10)
  expect(counts.total).toBe(15)
  expect(counts.byProcess).toEqual(
    new Map([
      ['a', 6],
      ['stress-ng-vm', 6],
      ['two words', 3],
    ]),
  )
  expect(counts.series?.['faults']?.sum).toEqual([9, 6])
})

test('times beyond a double, more names than the table holds, numbers of nine digits', () => {
  const names = Array.from(
    { length: 6000 },
    (_, index) => `{"type": "printf", "data": "9 1 1 u 0 p${index}\\n"}\n`,
  )
  const far = '{"type": "printf", "data": "18446744073709551615 1 1 u 0 p1\\n"}\n'
  same(Buffer.from([...names, far, ...names, ...names].join('')), 'json', null)
  same(Buffer.from(far.repeat(9)), 'json', { start: 18446744073709551000n, end: 18446744073709551616n })
  same(
    Buffer.from(`${'Page fault in process: 999999999\n'.repeat(3)}Page fault in process: 1234567890\n`),
    'text',
    null,
  )
})

test.each([
  ['process', '90000000000 1234567890 13 u 7f00', '90000000000 12345678901 13 u 7f00'],
  ['thread', '90000000000 12 1234567890 u 7f00', '90000000000 12 12345678901 u 7f00'],
  ['address', '90000000000 12 13 u 0123456789abcdef', '90000000000 12 13 u 0123456789abcdef0'],
])('a record whose %s has a digit too many is none', (_, longest, longer) => {
  const record = (fields: string) => `{"type": "printf", "data": "${fields} a\\n"}\n`
  // the first one learns the name; the padding keeps all of them away from the end of the bytes
  const most = record(longest).repeat(3) + record('90000000000 12 13 u 7f00').repeat(10)
  const padding = record('90000000000 12 13 u 7f00').repeat(10)
  const taken = same(Buffer.from(most + padding), 'json', null)
  expect(taken.counts).toMatchObject({ total: 23, unknown: { count: 0 } })
  expect(taken.taken).toBeGreaterThan(10)
  const left = same(Buffer.from(most + record(longer) + padding), 'json', null)
  expect(left.counts).toMatchObject({ total: 23, unknown: { count: 1, firstLine: 14 } })
})

const LINES = Number(process.env['FUZZ_LINES'] ?? 20_000)

test(`${LINES} mutated lines give the same counts, unknown lines and errors from the bytes`, () => {
  const source = random('mutated lines')
  for (let done = 0; done < LINES; done += 2000) {
    const lines = Array.from({ length: 2000 }, () => mutated(source))
    const bytes = Buffer.from(`${lines.join('\n')}\n`, done % 4000 === 0 ? 'utf8' : 'latin1')
    const cuts = Array.from({ length: 3 }, () => source.integer(bytes.length)).sort((a, b) => a - b)
    const window = done % 6000 === 0 ? null : { start: 90_000_000_000n, end: 101_500_000_000n }
    same(bytes, done % 10000 === 0 ? 'text' : 'json', window, cuts)
  }
})
