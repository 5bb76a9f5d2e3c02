import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import type { Reduction } from '../../src/model/stream.js'
import type { PageFaults } from '../../src/page-faults/counts.js'
import { pageFaults } from '../../src/streams/page-faults.js'
import { tracesOf } from '../fixtures.js'
import { temporaryFile } from '../temporary.js'

function reduce(path: string, stderr?: string): Promise<Reduction<PageFaults>> {
  const own = { trace: { path, name: 'trace' } }
  const files = stderr === undefined ? own : { ...own, stderr: { path: stderr, name: 'trace.err' } }
  return pageFaults.reduce(files, { run: 'run', window: null })
}

async function value(
  content: string | Buffer,
  stderr?: string,
): Promise<PageFaults & { warnings: string[] }> {
  const reduction = await reduce(temporaryFile(content), stderr)
  if (!reduction.present) throw new Error(reduction.reason)
  return { ...reduction.value, warnings: reduction.warnings.map((warning) => warning.id) }
}

const faults = (...processes: (string | number)[]) =>
  processes.map((process) => `Page fault in process: ${process}\n`).join('')

describe.each(['fixtures/one-liner-6.1', 'fixtures/one-liner-7.2'])('%s', (directory) => {
  const { off, on } = tracesOf(directory)
  test('has twelve runs', () => expect(off.length + on.length).toBe(12))

  // the same numbers from tools that know nothing of ours
  test.each([...off, ...on])('%s: total and faults by process equal those of grep and awk', async (path) => {
    const reduction = await reduce(path)
    if (!reduction.present) throw new Error(reduction.reason)
    const counted = execFileSync(
      'sh',
      [
        '-c',
        `gzip -dc "$1" | grep -o "Page fault in process: [0-9]*" | awk '{n[$5]++} END {print NR; for (one in n) print one, n[one]}'`,
        'sh',
        path,
      ],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    )
    const [total = '', ...lines] = counted.trim().split('\n')
    expect(reduction.value.total).toBe(Number(total))
    const expected = new Map(
      lines.map((line) => {
        const [pid = '', count] = line.split(' ')
        return [pid, Number(count)]
      }),
    )
    expect(new Map(reduction.value.byProcess)).toEqual(expected)
    expect(reduction.value.unknown.count).toBe(0)
    expect(reduction.warnings).toEqual([])
  })
})

test('text and JSON of the same events give the same counts', async () => {
  const processes = [1234, 'a, b', 77, 1234, 'tab\there', '<b>']
  const json = processes
    .map((process) => `${JSON.stringify({ type: 'printf', data: `Page fault in process: ${process}\n` })}\n`)
    .join('')
  const spaced = json.replaceAll('":"', '": "').replaceAll(',"', ', "')
  const text = await value(faults(...processes))
  expect(text.total).toBe(6)
  expect(Object.fromEntries(text.byProcess)).toEqual({ 1234: 2, 'a, b': 1, 77: 1, 'tab\there': 1, '<b>': 1 })
  for (const form of [json, spaced]) expect((await value(form)).byProcess).toEqual(text.byProcess)
})

test('several lines in one printf are several faults', async () => {
  expect(
    (await value(`{"type": "printf", "data": "${'Page fault in process: 5\\n'.repeat(3)}"}\n`)).byProcess,
  ).toEqual(new Map([['5', 3]]))
})

test('the maps of the aggregated stream are summed; names may hold commas', async () => {
  const map = (entries: object) => `${JSON.stringify({ type: 'map', data: { '@faults': entries } })}\n`
  const counts = await value(
    '{"type":"stream","stream":"page-faults","schema":1,"program":"page-faults.bt"}\n' +
      map({ '5,user,a': 3, '5,kernel,a': 2, '6,user,b, c': 7 }) +
      map({ '9,user,a': 1 }) +
      '{"type":"end","records":2,"lost":4}\n',
  )
  expect(counts).toMatchObject({ total: 13, keyedBy: 'name', lost: 4, warnings: ['events-lost'] })
  expect(counts.byProcess).toEqual(
    new Map([
      ['b, c', 7],
      ['a', 6],
    ]),
  )
})

test('records of the raw stream count one by one, within the window, as grep counts them', async () => {
  const directory = 'fixtures/experiments/trace-loss-6.12/runs'
  const run = readdirSync(directory).find((name) => name.startsWith('b01-1-')) ?? ''
  const path = `${directory}/${run}/page-faults-raw.ndjson.gz`
  const command = `gzip -dc "$1" | grep -cE '"data": "[0-9]+ [0-9]+ [0-9]+ [uk] '`
  const counted = Number(execFileSync('sh', ['-c', command, 'sh', path], { encoding: 'utf8' }))
  const manifest = JSON.parse(readFileSync(`${directory}/${run}/run.json`, 'utf8')) as {
    streams: { id: string; lost: number }[]
  }
  const reduction = await reduce(path)
  expect(counted).toBeGreaterThan(1000)
  expect(reduction).toMatchObject({
    present: true,
    value: {
      total: counted,
      unknown: { count: 0 },
      lost: manifest.streams.find(({ id }) => id === 'page-faults-raw')?.lost,
    },
  })
  const both = { start: 0n, end: 1n }
  expect(
    await pageFaults.reduce(
      { trace: { path, name: 'x' } },
      { run: 'run', window: { monotonic: both, boottime: both } },
    ),
  ).toMatchObject({ value: { total: 0 } })
})

test('maps count when their interval touches the measured window', async () => {
  const time = (seconds: number) =>
    `${JSON.stringify({ type: 'printf', data: `time ${seconds}000000000\n` })}\n`
  const map = (name: string, faults: number) =>
    `${JSON.stringify({ type: 'map', data: { [name]: { '1,user,a': faults } } })}\n`
  const start = '{"type":"stream","stream":"page-faults","schema":1}\n'
  // up to 10: 1; 10 to 11: 2; 11 to 12: 4; 12 to 13: nothing; 13 to 14: 8; to the end: 16
  const text =
    start +
    time(10) +
    map('@faults_a', 1) +
    time(11) +
    map('@faults_b', 2) +
    time(12) +
    map('@faults_a', 4) +
    time(13) +
    time(14) +
    map('@faults_b', 8) +
    map('@faults_a', 16) +
    map('@total', 99)
  const path = temporaryFile(text)
  const total = async (from: number, to: number) => {
    const both = { start: BigInt(from) * 10n ** 8n, end: BigInt(to) * 10n ** 8n }
    const reduction = await pageFaults.reduce(
      { trace: { path, name: 'x' } },
      {
        run: 'run',
        window: {
          monotonic: both,
          boottime: both,
        },
      },
    )
    return reduction.present ? reduction.value.total : null
  }
  expect(await total(0, 1000)).toBe(31)
  expect(await total(105, 108)).toBe(2)
  expect(await total(110, 120)).toBe(4)
  expect(await total(115, 125)).toBe(4)
  expect(await total(135, 145)).toBe(8 + 16)
  expect(await value(text)).toMatchObject({ total: 31, warnings: [] })
})

test('lost events: increments in the trace, or the total on stderr, whichever is more', async () => {
  expect(
    await value(`Attaching 1 probe...\n${faults(1)}Lost 12 events\n${faults(1)}Lost 3 events\n`),
  ).toMatchObject({ total: 2, lost: 15 })
  expect(await value(`{"type": "lost_events", "count": 12, "data": {"events": 12}}\n`)).toMatchObject({
    lost: 12,
    warnings: ['events-lost', 'no-faults'],
  })
  expect(
    await value(faults(1), temporaryFile('Lost 5 events\nWARNING: Total lost event count: 40\n')),
  ).toMatchObject({ lost: 40 })
  expect(await value(faults(1), temporaryFile('Attached 1 probe\n'))).toMatchObject({ lost: 0, warnings: [] })
})

test('a full map: nobody knows how much was lost, and the total is a lower bound', async () => {
  const full =
    "stdin:1:40-50: WARNING: Map full; can't update element. Try increasing max_map_keys config\n" +
    'Additional Info - helper: map_update_elem, retcode: -7\n'
  const map = 'Attached 1 probe\n@faults[vm, 5]: 10\n'
  expect(await value(map)).not.toHaveProperty('lostUncounted')
  for (const [text, stderr] of [
    [map, temporaryFile(full)],
    [map + full, undefined],
    [faults(1), temporaryFile(full)],
    [
      '{"type": "map", "data": {"@faults": {"vm": 10}}}\n{"type": "helper_error", "helper": "map_update_elem", "retcode": -7}\n',
      undefined,
    ],
  ] as const)
    expect(await value(text, stderr)).toMatchObject({
      lost: 0,
      lostUncounted: expect.any(Number),
      warnings: expect.arrayContaining(['events-lost']),
    })
  const reduction = await reduce(temporaryFile(map), temporaryFile(`${full}Lost 1 events\n`))
  expect(reduction).toMatchObject({
    warnings: [{ text: 'trace: at least 1 event was lost; every total is a lower bound.' }],
  })
})

test('a text line cut at the end is not counted, since digits may be missing; a warning names it', async () => {
  const reduction = await reduce(temporaryFile(`${faults(1234)}Page fault in process: 12`))
  expect(reduction).toMatchObject({
    present: true,
    value: { total: 1 },
    warnings: [{ id: 'trace-cut', text: expect.stringContaining('trace:2: the last line is cut off') }],
  })
})

test('a JSON line without a newline counts if it is complete', async () => {
  const line = '{"type": "printf", "data": "Page fault in process: 1\\n"}'
  expect(await value(`${line}\n${line}`)).toMatchObject({ total: 2, warnings: [] })
  expect(await value(`${line}\n${line.slice(0, 40)}`)).toMatchObject({ total: 1, warnings: ['trace-cut'] })
})

test('lines of Windows and blank lines are taken in stride', async () => {
  expect(await value(`Attaching 1 probe...\r\n${faults(7).replace('\n', '\r\n')}\r\n`)).toMatchObject({
    total: 1,
    byProcess: new Map([['7', 1]]),
    warnings: [],
  })
})

test('lines that are not understood are counted and the first is named', async () => {
  const reduction = await reduce(temporaryFile(`${faults(1)}garbage\n${faults(2)}more garbage\n`))
  expect(reduction).toMatchObject({
    value: { total: 2, unknown: { count: 2, firstLine: 2 } },
    warnings: [{ id: 'unknown-lines', text: expect.stringMatching(/trace:2: 2 of 4 lines/) }],
  })
})

test('a trace without any fault is no silent zero', async () => {
  expect(await value('Attaching 1 probe...\n\n')).toMatchObject({ total: 0, warnings: ['no-faults'] })
})

test('bytes that are no UTF-8 are kept as a name with replacement characters', async () => {
  const counts = await value(
    Buffer.concat([Buffer.from('Page fault in process: '), Buffer.from([0xff, 0x41]), Buffer.from('\n')]),
  )
  expect(counts.byProcess).toEqual(new Map([['\ufffdA', 1]]))
})

test('the number of processes kept is bounded and nothing is lost from the total', async () => {
  const counts = await value(faults(...Array.from({ length: 70000 }, (_, index) => index + 1)))
  expect(counts.total).toBe(70000)
  expect(counts.byProcess.size).toBe(65537)
  expect(counts.byProcess.get('(all others)')).toBe(70000 - 65536)
  expect(counts).toMatchObject({ keyedBy: 'number', warnings: ['many-processes'] })
})

test.each([
  ['', 'an empty file'],
  [Buffer.from([0, 1, 2, 3]), 'binary data'],
  ['---\nsystem-info:\n      x: 1\n', "stress-ng's YAML"],
  ['hello\n', 'text of a kind not known'],
  ['{"a": 1}\n', 'JSON of a kind not known here'],
  [gzipSync(''), 'an empty file'],
])('%j is not taken for a trace', async (content, found) => {
  await expect(reduce(temporaryFile(content))).rejects.toThrow(
    new RegExp(`expected a page-fault trace of bpftrace .*, found ${found}.*; .+`),
  )
})

test('a copy of counters is not taken for a trace, and what it needs is told', async () => {
  await expect(reduce(temporaryFile('nr_free_pages 5\nnr_x 1\n'))).rejects.toThrow(
    /expected counters from before and after a run, or a trace, found one copy of \/proc\/vmstat; .+/,
  )
})

test('a map with as many keys as bpftrace has room for by default may lack later ones', async () => {
  const map = (keys: number) =>
    `Attaching 1 probe...\n${Array.from({ length: keys }, (_, key) => `@faults[${key}]: 2\n`).join('')}`
  for (const keys of [4095, 4097]) expect(await value(map(keys))).not.toHaveProperty('lostUncounted')
  expect(await value(map(4096))).toMatchObject({ total: 8192, lostUncounted: 1, warnings: ['map-limit'] })
})
