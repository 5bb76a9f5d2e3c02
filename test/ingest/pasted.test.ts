import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { identify } from '../../src/experiment/bare-kinds.js'
import { isAsItLies, readHead } from '../../src/ingest/chunks.js'
import { readLines } from '../../src/ingest/lines.js'
import { pasteOf } from '../../src/ingest/pasted.js'
import { reduced, reportOf, VMSTAT, written } from '../experiment/found.js'
import { temporaryDirectory } from '../temporary.js'

const lines = (text: string, change: (line: string) => string) =>
  text
    .split('\n')
    .map((line, index, all) => (index === all.length - 1 && line === '' ? '' : change(line)))
    .join('\n')

const WAYS: Record<string, (text: string) => string> = {
  quoted: (text) => lines(text, (line) => `> ${line}`),
  'quoted twice, with words around': (text) =>
    `On Monday Alice wrote:\n${lines(text, (line) => `>> ${line}`)}\nThank you!\n`,
  'hard blanks': (text) => lines(text, (line) => line.replaceAll(' ', '\u00a0')),
  'quoted, hard blanks': (text) => lines(text, (line) => `> ${line}`.replaceAll(' ', '\u00a0')),
  'quoted, ended as in Windows': (text) => `\ufeff${lines(text, (line) => `> ${line}\r`)}`,
}
const FILES: [string, string][] = [
  ['vmstat', 'vmstat/7.2-on-blocks.txt'],
  ['meminfo', 'meminfo/6.12-on.txt'],
  ['psi', 'psi/6.12-on-blocks.txt'],
  ['lru-gen', 'lru-gen/7.2-on-blocks.txt'],
  ['perf-stat', 'perf-stat/6.12-on.txt'],
  ['trace-events', 'trace-events/6.12-on-ftrace.txt'],
  ['bpftrace-maps', 'bpftrace-maps/6.12-on.ndjson'],
  ['stress-ng', 'stress-ng/0.15.06-metrics.log'],
  ['stress-ng', 'stress-ng/0.15.06-metrics.yaml'],
  ['kernel-log', 'kernel-log/6.18-memcg-dmesg-2.38-json.txt.gz'],
  ['workload-output', 'workload-output/fio-3.33.json'],
]

describe.each(FILES)('%s of %s', (stream, name) => {
  const bytes = readFileSync(join('fixtures/formats', name))
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const place = join(temporaryDirectory(), basename(name, '.gz'))
  const valueOf = async (content: string) => {
    writeFileSync(place, content)
    const { value } = await reduced(place, stream)
    // lines of a mail's own count as lines
    return JSON.stringify(value, (key, inner) =>
      key === 'lines' || key === 'unknownLines' ? 0 : inner instanceof Map ? [...inner] : inner,
    )
  }

  test.each(Object.entries(WAYS))('%s: read as it was', async (_, paste) => {
    expect(await valueOf(paste(text))).toBe(await valueOf(text))
  })
})

test.each([
  'vmstat/7.2-on-blocks.txt',
  'meminfo/6.12-on.txt',
  'psi/6.12-on-blocks.txt',
  'lru-gen/7.2-on-blocks.txt',
])('%s with blanks before its lines is the same', async (name) => {
  const [stream = ''] = name.split('/')
  const text = readFileSync(join('fixtures/formats', name), 'utf8')
  const at = written({ 'plain.txt': text, 'code.txt': lines(text, (line) => `    ${line}`) })
  expect((await reduced(at('code.txt'), stream)).value).toEqual(
    (await reduced(at('plain.txt'), stream)).value,
  )
})

test.each([
  [
    'a trace with a process of that name',
    '     > 5124 [003] 8123.456789: page-faults: \n a 1 [0] 1.000000: page-faults: \n'.repeat(20),
  ],
  ['lines that perf script aligns', '       perf 5124 [003] 8123.456789: page-faults: \n'.repeat(50)],
  ['a name with a hard blank', `${'Attaching 1 probe...\n'.repeat(9)}@faults[a\u00a0b]: 3\n`],
  ['nothing', ''],
])('%s is left as it is', (_, text) => {
  expect(pasteOf(Buffer.from(text).toString('latin1'))).toEqual([])
})

test('a quoted text longer than a chunk keeps its lines and their numbers', async () => {
  const count = 150_000
  const text = Array.from({ length: count }, (_, index) => `> pgfault ${index}\n`).join('')
  const at = written({ mail: `${text}> pgfault 9` })
  let [sum, cut] = [0, '']
  const total = await readLines(
    at('mail'),
    (buffer, start, end, number) => {
      if (buffer.toString('latin1', start, end) === `pgfault ${number - 1}`) sum++
    },
    (buffer, start, end) => {
      cut = buffer.toString('latin1', start, end)
    },
  )
  expect({ total, sum, cut }).toEqual({ total: count + 1, sum: count, cut: 'pgfault 9' })
  expect(await isAsItLies(at('mail'))).toBe(false)
  expect(await isAsItLies('fixtures/formats/meminfo/6.12-on.txt')).toBe(true)
  expect((await readHead(at('mail'), 10)).toString()).toBe('pgfault 0\n')
})

test('a pair from a mail is compared, and the report says that it was pasted', async () => {
  const quote = (text: string) => lines(text, (line) => `> ${line}`)
  const at = written({
    'off/vmstat.before': quote(VMSTAT(1000)),
    'off/vmstat.after': quote(VMSTAT(9000, 65)),
    'on/vmstat.before': VMSTAT(2000),
    'on/vmstat.after': VMSTAT(9000, 35),
  })
  const { experiment, median } = await reportOf([at('off')], [at('on')], {
    length: { seconds: 10, origin: 'test' },
  })
  expect(median('major-fault-rate')).toEqual([6, 3])
  expect(experiment.warnings.filter(({ id }) => id === 'pasted').map(({ text }) => text)).toEqual([
    'vmstat.after was read without the quote marks of a mail.',
    'vmstat.before was read without the quote marks of a mail.',
  ])
  expect((await identify(at('on/vmstat.after'))).paste).toEqual([])
})
