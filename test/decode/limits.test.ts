import { describe, expect, test } from '@jest/globals'
import { decodeCanary } from '../../src/decode/canary.js'
import { readCgroupFile } from '../../src/decode/cgroup.js'
import { counterLines } from '../../src/decode/counter-lines.js'
import { csvRows } from '../../src/decode/csv.js'
import { parseTiers } from '../../src/decode/lru-gen-full.js'
import { ofMemoryStat } from '../../src/decode/memory-stat.js'
import { decodePerfTrace } from '../../src/decode/perf-trace.js'
import { phoronixRows } from '../../src/decode/phoronix.js'
import { ofPressure } from '../../src/decode/pressure.js'
import { prettyJson } from '../../src/decode/pretty-json.js'
import { namedNumbers } from '../../src/decode/proc.js'
import { runTable } from '../../src/decode/run-table.js'
import { parseStressYaml } from '../../src/decode/stress-ng.js'
import { timeBlocks } from '../../src/decode/time-blocks.js'
import { decodeTraceText } from '../../src/decode/trace-text.js'
import { temporaryFile } from '../temporary.js'

// what is read up to a limit is read right, and what is beyond is refused or told, and never half of it counted

describe('a number is never cut in the middle', () => {
  const long = (name: string, width: number, number: string) =>
    `${name}${' '.repeat(width - name.length - number.length)}${number}`

  test('counters, levels and totals in lines that are too long', () => {
    expect(() => counterLines([long('pgfault', 403, '12345678')], 'x')).toThrow(/found "pgfault {53}"/)
    expect(counterLines([long('pgfault', 400, '12345678')], 'x').get('pgfault')).toBe(12345678n)
    expect(counterLines([`${long('pgfault', 40, '12')}${' '.repeat(500)}`], 'x').get('pgfault')).toBe(12n)
    expect(ofMemoryStat([long('pgfault', 504, '12345678')], 'x')).toEqual({})
    expect(ofMemoryStat([long('pgfault', 500, '12345678')], 'x')).toEqual({ 'memory.stat.pgfault': 12345678 })
    const pressure = (width: number) => [
      `${'some avg10=0.00 avg60=0.00 avg300=0.00'.padEnd(width - 14)}total=12345678`,
    ]
    expect(() => ofPressure(pressure(1004), 'memory')).toThrow(/ends with total=NUMBER/)
    expect(ofPressure(pressure(1000), 'memory')).toEqual({ 'memory.some.total': 12345678 })
  })

  test('times of a copy', () => {
    const times: bigint[] = []
    const blocks = timeBlocks(
      'x',
      (lines) => lines,
      ({ at }) => times.push(at),
    )
    blocks.line(long('time:', 100, '1234567'), 1)
    blocks.line('a', 2)
    blocks.line(long('time:', 104, '1234567'), 3)
    blocks.line('time: 7.5', 4)
    blocks.line('b', 5)
    blocks.end(6, false)
    expect(times).toEqual([1234567_000_000_000n, 7_500_000_000n])
  })
})

test('copies of mmtests: those of the begin until a file ends, those of the end before its line', () => {
  const taken: object[] = []
  const ofText = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('file'))
  const blocks = timeBlocks('x', ofText, (sample) => taken.push(sample))
  const lines = [
    'a',
    'test begin :: x 100',
    'b',
    'file end :: /proc/vmstat',
    'c',
    'file end :: /proc/vmstat',
    'd',
    'test end :: x 200 0',
    'e',
  ]
  for (const [at, line] of lines.entries()) blocks.line(line, at + 1)
  expect(blocks.end(lines.length, false)).toBe(false)
  expect(taken).toEqual([
    { at: 0n, data: ['a'] },
    { at: 100_000_000_000n, data: ['b'] },
    { at: 200_000_000_000n, data: ['c', 'd'] },
    { at: 200_000_000_000n, data: ['e'] },
  ])
  const many = timeBlocks(
    'x',
    () => null,
    () => {},
  )
  for (let line = 1; line <= 100_000; line++) many.line('a', line)
  expect(() => many.line('a', 100_001)).toThrow(/at most 100000 lines under a time mark/)
})

describe('records of collectors', () => {
  const second = (others: object) =>
    decodeCanary(
      JSON.stringify({
        type: 'sample',
        t: '5',
        data: { where: 'x', late_ns: [0], loop_ns: 1, loop_cpu_ns: 1, major: 0, cpu_ns: 0, ...others },
      }),
    )
  test('a second of a canary has 1 to 1,000 wake-ups, none more than 1e15 ns late', () => {
    expect(second({ late_ns: Array(1000).fill(1) })).toMatchObject({ type: 'second', at: 5n, anon: null })
    expect(second({ late_ns: Array(1001).fill(1) })).toBeNull()
    expect(second({ late_ns: [] })).toBeNull()
    expect(second({ late_ns: [0.5, 999_999_999_999_999] })).toMatchObject({
      late: [0.5, 999_999_999_999_999],
    })
    expect(second({ late_ns: [1e15] })).toBeNull()
    expect(second({ late_ns: [-1] })).toBeNull()
    expect(second({ anon_ns: 0, file_ns: -1 })).toMatchObject({ anon: 0, file: null })
    expect(second({ major: 0.5 })).toBeNull()
    expect(second({ where: 1 })).toBeNull()
  })
  test('its begin and end', () => {
    const begin = {
      type: 'canary',
      t: '1',
      where: 'x',
      program: 'c',
      period_ns: 100,
      anon_bytes: 0,
      file_bytes: 0,
    }
    const of = (others: object) => decodeCanary(JSON.stringify({ ...begin, ...others }))
    expect(of({})).toEqual({
      type: 'begin',
      where: 'x',
      program: 'c',
      period: 100,
      anonBytes: 0,
      fileBytes: 0,
    })
    for (const others of [
      { period_ns: 0 },
      { anon_bytes: -1 },
      { file_bytes: null },
      { program: 1 },
      { t: 1 },
      { t: 'x' },
    ])
      expect(of(others)).toBeNull()
    expect(of({ type: 'canary-end', status: 137 })).toEqual({ type: 'end', where: 'x', at: 1n, status: 137 })
    expect(of({ type: 'canary-end' })).toBeNull()
    expect(of({ type: 'another' })).toBe('other')
    expect(decodeCanary('{"type":"sample","t":"1","data":null}')).toBeNull()
    expect(decodeCanary('{"type":"sample"')).toBeNull()
  })

  const cgroup = (text: string, kind: Parameters<typeof readCgroupFile>[1]) => {
    const cuts: object[] = []
    const path = temporaryFile(text)
    return readCgroupFile({ path, name: 'x' }, kind, (cut) => cuts.push(cut)).then((data) => ({
      ...data,
      cuts,
    }))
  }
  test('copies of a cgroup of up to a mebibyte', async () => {
    const blank = `${' '.repeat(1023)}\n`
    expect(await cgroup(`pgfault 5\n${blank.repeat(1000)}`, 'memory.stat')).toEqual({
      'memory.stat.pgfault': 5,
      cuts: [],
    })
    await expect(cgroup(`pgfault 5\n${blank.repeat(1100)}`, 'memory.stat')).rejects.toThrow()
    expect(await cgroup('pgfault 5\npgmajfault 12', 'memory.stat')).toEqual({
      'memory.stat.pgfault': 5,
      cuts: [{ line: 2, text: 'pgmajfault 12', used: false }],
    })
    expect(await cgroup('4096\n', 'memory.peak')).toEqual({ 'memory.peak': 4096, cuts: [] })
    expect(await cgroup('some avg10=0.00 avg60=0.00 avg300=0.00 total=7\n', 'io.pressure')).toEqual({
      'io.some.total': 7,
      cuts: [],
    })
    await expect(cgroup('\nodd\n', 'io.pressure')).rejects.toMatchObject({ line: 2 })
    await expect(cgroup('a 1\na 2\n', 'memory.events')).rejects.toMatchObject({
      line: 2,
      found: 'memory.events.a 1 and 2',
    })
  })
})

test('a table: cells of 10,000 characters, quoted or not; rows by their first line', () => {
  const cell = 'x'.repeat(10_000)
  expect(csvRows(`${cell},"${cell}"\r\n"a\nb",c\n\nd,\n`, 'x')).toEqual([
    { cells: [cell, cell], line: 1 },
    { cells: ['a\nb', 'c'], line: 2 },
    { cells: ['d', ''], line: 5 },
  ])
  for (const text of [`${cell}x`, `"${cell}x"`])
    expect(() => csvRows(text, 'x')).toThrow(/at most 10000 characters in a cell/)
  expect(() => csvRows('a,"b', 'x')).toThrow(/a quote that closes the cell/)
  expect(() => csvRows('"a"b', 'x')).toThrow(/the end of the line behind a quote/)
  expect(() => csvRows(`a\n${'y'.repeat(70)}"`, 'x')).toThrow(new RegExp(`found "${'y'.repeat(60)}";`))
})

test('a table of runs: its last row without a newline is used where nothing behind it could change it', () => {
  const head = 'run,condition,metric,value,unit,better'
  const of = (rows: string, columns = head) => {
    const cuts: object[] = []
    return [runTable(`${columns}\n${rows}`, 'x', (cut) => cuts.push(cut)), cuts] as const
  }
  const row = {
    run: 'r',
    condition: 'c',
    metric: 'm',
    value: 1.5,
    unit: null,
    better: null,
    block: null,
    position: null,
  }
  expect(of('r,c,m,1.5,,\n')).toEqual([[{ ...row, line: 2 }], []])
  expect(of('r,c,m,1.5,,lower')).toEqual([
    [{ ...row, better: 'lower', line: 2 }],
    [{ line: 2, text: 'r,c,m,1.5,,lower', used: true }],
  ])
  expect(of('r,c,m,1.5,,lowe')).toEqual([[], [{ line: 2, text: 'r,c,m,1.5,,lowe', used: false }]])
  expect(of('r,c,m,"1.5"', 'run,condition,metric,value')[0]).toHaveLength(1)
  expect(of('r,c,m,1.5', 'run,condition,metric,value')[0]).toHaveLength(0)
  const name = 'z'.repeat(70)
  expect(() => of('', `${head},${name}`)).toThrow(new RegExp(`found "${'z'.repeat(60)}";`))
  expect(() => of(`r,c,m,${'9'.repeat(70)},,\n`)).toThrow(new RegExp(`found "${'9'.repeat(60)}";`))
  expect(() => of('r,c,m,1,,better\n')).toThrow(/better to be lower, higher, neither/)
})

test('lines of more than 4,096 characters are none of perf and ftrace', () => {
  const trace = (length: number) => {
    const line = 'a 1 [000] 1.000001: sched:x: v='
    return decodeTraceText(line.padEnd(length, '1'))
  }
  expect(trace(4096)).toMatchObject({ event: 'x', at: 1_000_001_000n })
  expect(trace(4097)).toBeNull()
  const fault = (length: number) => {
    const [head, tail] = ['     1.000 ( 0.000 ms): a/1 minfault [x] => ', '1@0 (d.)']
    return decodePerfTrace(head + tail.padStart(length - head.length, '1'))
  }
  expect(fault(4096)).toMatchObject({ kind: 'minor', process: 'a', thread: 1 })
  expect(fault(4097)).toBeNull()
  expect(decodePerfTrace('     1.000 a b/7 sched:x(pid: 1)')).toEqual({
    process: 'a b',
    thread: 7,
    event: 'sched:x',
  })
  expect(decodePerfTrace('     1.000 sched:x(pid: 1)')).toEqual({
    process: '?',
    thread: null,
    event: 'sched:x',
  })
})

test('stressors of stress-ng, results of Phoronix and documents of JSON, as many as are kept', () => {
  const entry = '    - stressor: vm\n      bogo-ops: 1\n      wall-clock-time: 2.0\n'
  expect(parseStressYaml(`metrics:\n${entry.repeat(1000)}`, 'x')).toHaveLength(1000)
  expect(() => parseStressYaml(`metrics:\n${entry.repeat(1001)}`, 'x')).toThrow(/at most 1000 stressors/)
  // what is not wanted may come again
  expect(parseStressYaml(`metrics:\n${entry}      other: 1\n      other: 2\n`, 'x')).toHaveLength(1)
  const result =
    '<Result><Title>t</Title><Data><Entry><Identifier>c</Identifier><Value>1</Value></Entry></Data></Result>\n'
  const suite = (count: number) => `<PhoronixTestSuite>\n${result.repeat(count)}</PhoronixTestSuite>`
  expect(phoronixRows(suite(1000), 'x')).toHaveLength(1000)
  expect(phoronixRows(suite(3), 'x').map(({ line, run, metric }) => [line, run, metric])[2]).toEqual([
    4,
    'c 1',
    't',
  ])
  expect(() => phoronixRows(suite(1001), 'x')).toThrow(/at most 1000 results/)
  const given: string[] = []
  const json = prettyJson()
  for (const line of ['[', '{', '"a": "}\\"",', '"b": [', '{', '}', ']', '},', ']', 'plain', '{"c":1}'])
    json.take(line, (text) => given.push(text))
  expect([given.map((text) => text.replaceAll('\n', '')), json.open()]).toEqual([
    ['{"a": "}\\"","b": [{}]}', 'plain', '{"c":1}'],
    false,
  ])
  for (const line of ['{', '"d": 1,', '{"e":1}']) json.take(line, (text) => given.push(text))
  expect(given.splice(3)).toEqual(['{\n"d": 1', '{"e":1}'])
  json.take('{', (text) => given.push(text))
  json.take('"x'.padEnd(1 << 22, 'x'), (text) => given.push(text))
  expect([json.open(), given.length]).toEqual([false, 4])
})

test('levels of memory and tiers, with blanks around them', () => {
  expect(namedNumbers(['MemFree:   123 kB', 'HugePages_Free: 0', 'x'], 'x')).toEqual({
    MemFree: 123,
    HugePages_Free: 0,
  })
  expect(namedNumbers(['MemFree: 1234567890123456789 kB', 'Other:5'], 'x')).toEqual({
    MemFree: Number('1234567890123456789'),
  })
  // the same name at the same place as in the copy before
  expect(namedNumbers(['MemFree: 5 kB'], 'x')).toEqual({ MemFree: 5 })
  for (const none of ['MemFree:   ', 'MemFree: kB', 'MemFree:5 kB', 'MemFree: 5x kB'])
    expect(namedNumbers([none], 'x')).toEqual({})
  expect(
    parseTiers('  0  3r 17e 2p  4r 500e 1p\n  1  1r 1e 1p  1r 1e 1p  \n 0 3R 17T 0x 4R 5T 6x\n'),
  ).toEqual({
    anonymous: { refaulted: 4, evicted: 18, protected: 3 },
    file: { refaulted: 5, evicted: 501, protected: 2 },
  })
})
