import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { printable } from '../../src/base/printable.js'
import { random } from '../../src/base/random.js'
import { addLoss, nothingLost, overwritten } from '../../src/decode/losses.js'
import { traceTextLines } from '../../src/decode/read-trace-text.js'
import { decodeTraceText } from '../../src/decode/trace-text.js'
import { lineFeed } from '../../src/ingest/lines.js'
import { countTraceFaults } from '../../src/page-faults/text.js'
import { expectSame } from '../same.js'
import { mutatedPerf } from './perf-mutations.js'

/** What the bytes hold, said once more in the plainest way. */
function plainly(bytes: Buffer) {
  const byProcess = new Map<string, number>()
  const counts = { total: 0, fromTracepoints: 0, fromSamples: 0, withoutPeriod: 0 }
  const sampled: string[] = []
  const read = {
    lost: nothingLost(),
    overwritten: 0,
    unknown: { count: 0, firstLine: 0 },
    begins: { count: 0, firstLine: 0 },
  }
  const lines = bytes.toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  let latest = -1n
  // another trace: at a head after an event, or where whole seconds go back by more than one
  const begin = (index: number) => {
    if (read.begins.count++ === 0) read.begins.firstLine = index + 1
    latest = -1n
  }
  for (const [index, whole] of lines.entries()) {
    const line = whole.replace(/\r$/, '')
    read.overwritten += overwritten(line)
    if (latest >= 0n && line.startsWith('# tracer: ')) begin(index)
    const decoded = decodeTraceText(line)
    if (decoded === 'other') continue
    if (decoded === null) {
      if (read.unknown.count++ === 0) read.unknown.firstLine = index + 1
    } else if ('loss' in decoded) addLoss(read.lost, decoded.loss)
    else {
      if (decoded.at !== null) {
        const second = decoded.at / 1_000_000_000n
        if (latest - second > 1n) begin(index)
        if (second > latest) latest = second
      }
      if (!/^(page_fault_(user|kernel)|(page-)?faults(:.*)?)$/.test(decoded.event)) continue
      const faults = decoded.period ?? 1
      counts.total += faults
      if (decoded.event.startsWith('page_fault_')) counts.fromTracepoints++
      else {
        counts.fromSamples++
        if (!sampled.includes(decoded.event)) sampled.push(decoded.event)
      }
      if (!decoded.event.startsWith('page_fault_') && decoded.period === null) counts.withoutPeriod++
      const name = printable(decoded.process)
      byProcess.set(name, (byProcess.get(name) ?? 0) + faults)
    }
  }
  return { lines: lines.length, ...read, ...counts, byProcess, sampled: sampled.sort() }
}

/** The same from the bytes, cut as told, with and without the scanner; and how many lines the scanner took. */
function counted(bytes: Buffer, scanned: boolean, cuts: number[]) {
  const counter = countTraceFaults()
  const { read, line } = traceTextLines(counter.take, counter.clock)
  let taken = 0
  const watched = {
    taken: 0,
    scan(buffer: Buffer, start: number, end: number) {
      const next = counter.scanner.scan(buffer, start, end)
      this.taken = counter.scanner.taken
      taken += this.taken
      return next
    },
  }
  const feed = lineFeed('x', line, line, scanned ? watched : null)
  let from = 0
  for (const cut of [...cuts, bytes.length]) {
    // each piece in memory of its own, so that reading past its end finds nothing
    feed.push(Buffer.from(bytes.subarray(from, cut)))
    from = cut
  }
  return { counts: { ...read, lines: feed.end(), ...counter.end() }, taken }
}

/** Gives how many lines the scanner took. */
function same(bytes: Buffer, cuts: number[] = []): number {
  const expected = plainly(bytes)
  expectSame(counted(bytes, false, []).counts, expected)
  const fast = counted(bytes, true, cuts)
  expectSame(fast.counts, expected)
  return fast.taken
}

/** Near the end of the bytes no line is taken: this makes small examples large enough. */
const PADDING = `${' '.repeat(1100)}\n`

const captured = readdirSync('fixtures/formats', { recursive: true, encoding: 'utf8' })
  .filter((path) => /(perf|script|reclaim|ftrace|trace-pipe|trace-cmd)[^/]*\.txt(\.gz)?$/.test(path))
  .map((path) => `fixtures/formats/${path}`)
  .sort()
const unpacked = (path: string) => {
  const bytes = readFileSync(path)
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

describe('every captured trace comes out the same from the bytes', () => {
  test('there are some', () => expect(captured.length).toBeGreaterThan(60))

  test.each(captured)('%s', (path) => {
    const bytes = Buffer.concat([unpacked(path), Buffer.from(PADDING)])
    const taken = same(bytes, [bytes.length >> 1])
    const lines = bytes.toString('latin1').split('\n').length
    const timed = /script(?!-f-notime)/.test(path) && !/7\.2-.*-fields/.test(path)
    if (timed) expect(taken).toBeGreaterThan(lines * 0.8 - 20)
    same(Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'))
  })
})

const LINES = [
  '       perf-exec  1158 [000]   267.728208:          1  page-faults:      7f4d160f1e5e [unknown] (/usr/lib/ld.so)',
  '    stress-ng-vm   224 [000]    46.615843:   exceptions:page_fault_user: address=0x7fbc ip=0x55 error_code=0x7',
  '       CPU 0/KVM   224 46.615843: exceptions:page_fault_kernel: address=0x7fbc ip=elf_load error_code=0x2',
  '         kswapd0    42 [001]    46.618088:          vmscan:mm_vmscan_kswapd_wake: nid=0 order=1',
  '\tffffffff821f32a1 exc_page_fault+0x3d1 ([kernel.kallsyms])',
  '',
  'perf-exec 1158/1158 [000] 267.728209871:  12 page-faults:u: ',
]

test.each([
  ['lines that are taken', LINES],
  [
    'lines of which some are not',
    [...LINES, ' x-5 [3] 12 1.000000: page-faults: ', 'nonsense', `${LINES[1]}\r`],
  ],
])('%s, cut at every offset', (_, lines) => {
  const bytes = Buffer.from(`${lines.join('\n')}\n`.repeat(2) + PADDING)
  const whole = bytes.length - PADDING.length
  for (let cut = 0; cut <= whole; cut++) same(bytes, [cut])
  for (let cut = 0; cut <= whole; cut += 7) same(bytes, [cut, cut + 100])
  // each name comes the slow way once, and so does the line at which the time goes back
  expect(same(bytes)).toBe(2 * LINES.length - 4)
})

test('what is printed for a process is its name, counted in one place whoever takes its lines', () => {
  const fault = (name: string, period = '') =>
    `${name} 12 [000] 1.000000: ${period} ${period === '' ? 'exceptions:page_fault_user' : 'page-faults'}: a=b\n`
  const text = fault('a') + fault('a') + fault('a\r') + fault('a', '999999999999999999') + fault('a', '7')
  const bytes = Buffer.from(text + fault('a', '0') + fault('b', '0') + PADDING)
  expect(same(bytes)).toBe(3)
  expect(plainly(bytes).byProcess.get('b')).toBe(0)
  same(Buffer.from((fault('b', '900719925474099') + fault('b', '1')).repeat(20) + PADDING))
})

test('more names than the table holds, more events than it holds, names and events at and above its length', () => {
  const name = (index: number) => `  p${index} 12 [000] 1.000000: exceptions:page_fault_user: a=b\n`
  const names = Array.from({ length: 5000 }, (_, index) => name(index)).join('')
  expect(same(Buffer.from(names + names + PADDING))).toBeGreaterThan(4000)
  const event = (index: number) => `  p 12 [000] 1.000000: e${index}:page_fault_user: a=b\n`
  const events = Array.from({ length: 5000 }, (_, index) => event(index)).join('')
  expect(same(Buffer.from(events + events + PADDING))).toBeGreaterThan(8000)
  const long = [63, 64, 65, 66, 300].flatMap((length) => [
    `${'n'.repeat(length)} 12 1.000000: faults: \n`,
    `${'n '.repeat(length)}12 1.000000: faults: \n`,
    `n${' '.repeat(length - 2)}n 12 1.000000: faults: \n`,
    `n 12 1.000000: ${'e'.repeat(length - 1)}:\n`,
    `n 12 1.000000: ${'e'.repeat(length - 8)}:faults:\n`,
  ])
  same(Buffer.from(long.join('').repeat(3) + PADDING))
})

test('an event that stands only in a line which is something else is no event of the trace', () => {
  const fault = 'a 12 [000] 1.000000: 1 page-faults: x\n'
  // the second is ftrace's form, of another event: the first that looks like one decides
  const other = 'a 12 [000] 1.000000: 1 faults:u: x-5 [001] 1.000000: sched_switch: b\n'
  const bytes = Buffer.from(fault + other + fault + PADDING)
  expect(plainly(bytes).sampled).toEqual(['page-faults'])
  same(bytes)
})

test('numbers of as many digits as a double holds, and more', () => {
  const periods = [
    '999999999999999',
    '9007199254740991',
    '9007199254740993',
    '9007199254740995',
    '9'.repeat(18),
  ]
  for (const period of [...periods, ...periods.map((one) => `0${one}`.slice(0, 18))]) {
    const line = `a 12 [000] 1.000000: ${period} page-faults: \n`
    same(Buffer.from(`a 12 [000] 1.000000: 1 page-faults: \n${line}${PADDING}`))
    same(Buffer.from(`a 12 [000] 1.000000: 0 page-faults: \n${line}${PADDING}`))
  }
})

test.each([
  ['event', `${LINES[1]} ${'x'.repeat(2000)}`],
  ['frame', `\t7f ${'x'.repeat(2000)} (x)`],
])('a line that reaches beyond the end is left, though the bytes go on: %s', (_, long) => {
  const short = `${LINES[1]}\n`
  const counter = countTraceFaults()
  traceTextLines(counter.take, counter.clock).line(Buffer.from(short), 0, short.length - 1, 1)
  const bytes = Buffer.from(`${short}${long}\n${PADDING}`)
  expect(counter.scanner.scan(bytes, 0, bytes.length)).toBe(bytes.length - PADDING.length)
  expect(counter.scanner.taken).toBe(2)
  for (let cut = PADDING.length + 1; cut < PADDING.length + 900; cut += 7) {
    expect(counter.scanner.scan(bytes, 0, bytes.length - cut)).toBe(short.length)
    expect(counter.scanner.taken).toBe(1)
  }
})

test('within 1,024 bytes of the end no line is begun, though the bytes go on', () => {
  const line = `${LINES[1]}\n`
  const counter = countTraceFaults()
  traceTextLines(counter.take, counter.clock).line(Buffer.from(line), 0, line.length - 1, 1)
  const bytes = Buffer.from(line.repeat(40) + PADDING)
  const end = 25 * line.length
  const begun = Math.ceil((end - 1024) / line.length)
  expect(begun).toBeGreaterThan(5)
  expect(counter.scanner.scan(bytes, 0, end)).toBe(begun * line.length)
  expect(counter.scanner.taken).toBe(begun)
})

const FUZZED = Number(process.env['FUZZ_LINES'] ?? 20_000)

test(`${FUZZED} mutated lines give the same counts and unknown lines from the bytes`, () => {
  const source = random('mutated lines of perf script')
  let taken = 0
  for (let done = 0; done < FUZZED; done += 500) {
    const lines = Array.from({ length: 500 }, () => mutatedPerf(source))
    const bytes = Buffer.from(`${lines.join('\n')}\n${PADDING}`, done % 1000 === 0 ? 'utf8' : 'latin1')
    const cuts = Array.from({ length: 3 }, () => source.integer(bytes.length)).sort((a, b) => a - b)
    taken += same(bytes, cuts)
  }
  // a fifth of them: of the rest some names are new, some times go back; were it none, nothing would have been compared
  expect(taken).toBeGreaterThan(FUZZED / 6)
})
