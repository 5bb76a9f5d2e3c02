import { describe, expect, test } from '@jest/globals'
import { fileLabel, resourceInName } from '../../src/decode/copy-labels.js'
import { counterLines } from '../../src/decode/counter-lines.js'
import { uncoloured } from '../../src/decode/kernel-log-colours.js'
import { joinKills, joinTroubles } from '../../src/decode/kernel-log-join.js'
import { type Kill, kills } from '../../src/decode/kernel-log-kills.js'
import { recordFields, recordLine } from '../../src/decode/kernel-log-records.js'
import { lossOfHelper } from '../../src/decode/losses.js'
import { parseLruGen } from '../../src/decode/lru-gen.js'
import { ofMemoryStat } from '../../src/decode/memory-stat.js'
import { victimBytes } from '../../src/decode/oom-dump.js'
import { decodePerfStat } from '../../src/decode/perf-stat.js'
import { ofPressure } from '../../src/decode/pressure.js'
import { unwrapped } from '../../src/decode/wrapped-lines.js'

// readers of texts asked directly, with values that are known by hand

describe('copies of counters', () => {
  const of = (...lines: string[]) =>
    Object.fromEntries([...counterLines(lines, 'x')].map(([key, value]) => [key, Number(value)]))
  test('of nodes and zones are added up, each once', () => {
    expect(of('node: 0', 'pgfault 1', 'node: 1', 'pgfault 2')).toEqual({ pgfault: 3 })
    expect(
      of(
        'Node 0, zone   Normal',
        '  nr_free_pages 3',
        '  high 9',
        'Node 1, zone Normal',
        '  nr_free_pages 4',
      ),
    ).toEqual({
      nr_free_pages: 7,
    })
    expect(() => of('node: 0', 'pgfault 1', 'node: 0', 'pgfault 2')).toThrow(/found node 0 again/)
    expect(() => of('pgfault 1', 'pgfault 2')).toThrow(/found pgfault 1 again/)
  })
  test('lines of lru_gen among them are none, whatever they look like', () => {
    expect(
      of('pgfault 1', 'memcg     0 ', ' node     0', '    1  100  2  3', ' node     1', '    1  100  2  3'),
    ).toEqual({ pgfault: 1 })
  })
  test('are of the file that stands before them', () => {
    expect(of('/tmp/copy:pgfault 5', '/proc/vmstat:pgmajfault 2')).toEqual({ pgfault: 5, pgmajfault: 2 })
    expect(
      of(
        '==> /sys/fs/cgroup/a/memory.stat <==',
        'pgfault 9',
        '/tmp/copy:pgmajfault 5',
        '==> /proc/vmstat <==',
        'pgfault 5',
      ),
    ).toEqual({
      pgfault: 5,
    })
    expect(
      counterLines(['pgfault 18446744073709551615', 'a 1', 'pgfault 18446744073709551615'], 'x').get(
        'pgfault',
      ),
    ).toBe(18446744073709551615n)
  })
  test('of memory.stat in turn with others', () => {
    const memory = ['==> /sys/fs/cgroup/a/memory.stat <==', 'pgfault 9']
    expect(ofMemoryStat(['==> /proc/vmstat <==', 'pgfault 5', ...memory], 'x')).toEqual({
      'memory.stat.pgfault': 9,
    })
    expect(() => ofMemoryStat([...memory, 'pgfault 9'], 'x', 11)).toThrow(
      expect.objectContaining({ line: 13, found: 'pgfault again' }),
    )
  })
  test('labels by their path', () => {
    const plain = { resource: null, node: null, cgroup: null }
    expect(fileLabel('/sys/fs/cgroup/job/memory.pressure')).toEqual({
      ...plain,
      file: 'pressure',
      resource: 'memory',
      cgroup: '/job',
    })
    expect(fileLabel('/sys/fs/cgroup/memory.stat')).toEqual({ ...plain, file: 'memory-stat', cgroup: '/' })
    expect(fileLabel('/proc/pressure/io')).toEqual({ ...plain, file: 'pressure', resource: 'io' })
    expect(fileLabel('/sys/devices/system/node/node3/vmstat')).toEqual({
      ...plain,
      file: 'vmstat',
      node: '3',
    })
    expect(['cpu.log', 'a/psi-memory.txt', 'cpu-io.log', 'x'].map(resourceInName)).toEqual([
      'cpu',
      'memory',
      null,
      null,
    ])
  })
})

test('pressure that nothing names is cpu, io and memory where the first has no full line, as the shell sorts them', () => {
  const line = (kind: string, total: number) => `${kind} avg10=0.00 avg60=0.00 avg300=0.00 total=${total}`
  const three = [line('some', 1), line('some', 2), line('full', 3), line('some', 4), line('full', 5)]
  expect(ofPressure(three, 'x')).toEqual({
    'cpu.some.total': 1,
    'io.some.total': 2,
    'io.full.total': 3,
    'memory.some.total': 4,
    'memory.full.total': 5,
    'named by their order': true,
  })
  for (const others of [[line('some', 6)], ['--- irq ---', line('full', 6)]])
    expect(() => ofPressure([...three, ...others], 'x')).toThrow(/that nothing names/)
  expect(() => ofPressure(three.slice(1), 'x')).toThrow(/2 that nothing names/)
  expect(() => ofPressure([line('some', 1), line('full', 0), ...three.slice(1)], 'x')).toThrow(
    /3 that nothing names/,
  )
})

describe('two logs of one run', () => {
  const kill = (victim: string | null, seconds: number | null, others: Partial<Kill> = {}): Kill => ({
    by: 'oom-kill',
    step: 'killed',
    victim,
    name: 'p',
    message: '',
    told: new Map([['killed' as const, seconds]]),
    details: {} as Kill['details'],
    ...others,
  })
  const count = (one: Kill[], other: Kill[]) => joinKills(one, other).length
  test('a kill that both tell of is one: by its time, by its process, or where one does not name it', () => {
    expect(count([kill('5', 1)], [kill('5', 1)])).toBe(1)
    expect(count([kill('5', 1)], [kill('5', 2)])).toBe(2)
    expect(count([kill('5', 1)], [kill('5', null)])).toBe(1)
    expect(count([kill('5', null)], [kill('6', null)])).toBe(2)
    expect(count([kill(null, null)], [kill('6', null)])).toBe(1)
    expect(count([kill('6', null)], [kill(null, null)])).toBe(1)
    expect(count([kill('6', null, { by: 'lmkd-kill' })], [kill(null, null)])).toBe(2)
    expect(count([kill(null, null)], [kill('6', 3)])).toBe(2)
    // each of the one for one of the other
    expect(
      count([kill('5', null), kill('5', null)], [kill('5', null), kill('5', null), kill('5', null)]),
    ).toBe(3)
  })
  test('of one process the latest 64 are asked', () => {
    const times = Array.from({ length: 70 }, (_, at) => kill('5', at))
    // none of the 64 fits, and the six before are not asked
    const late = (from: number) =>
      kill('5', null, { told: new Map([['reaped' as const, null]]), message: `${from}` })
    expect(
      count(
        times,
        Array.from({ length: 70 }, (_, at) => late(at)),
      ),
    ).toBe(70 + 6)
  })
  test('trouble that stands in both is one, by its time where all of the first have one', () => {
    const trouble = (message: string, seconds: number | null) => ({ kind: 'oops', message, seconds })
    const both = (one: [string, number | null][], other: [string, number | null][]) =>
      joinTroubles(
        one.map((each) => trouble(...each)),
        other.map((each) => trouble(...each)),
      ).length
    expect(both([['a', 1]], [['a', 1]])).toBe(1)
    expect(both([['a', 1]], [['a', 2]])).toBe(2)
    expect(both([['a', 1]], [['a', null]])).toBe(1)
    expect(both([['a', null]], [['a', 2]])).toBe(1)
    expect(
      both(
        [
          ['a', 1],
          ['a', 2],
        ],
        [
          ['a', null],
          ['a', null],
          ['a', null],
        ],
      ),
    ).toBe(3)
    expect(both([], [['a', null]])).toBe(1)
  })
})

describe('kills of a log', () => {
  const told = (...lines: [string, number | null][]) => {
    const found = kills()
    for (const [message, seconds] of lines)
      found.take(message, null, seconds, seconds === null ? null : `${seconds}`)
    return found.list.map(({ victim, name, step }) => [victim, name, step])
  }
  test('lines of one process are one kill as long as they come in their order', () => {
    const [invoked, killed, reaped] = [
      'fio invoked oom-killer: gfp_mask=0x1, order=0',
      'Out of memory: Killed process 7 (fio) total-vm:1kB',
      'oom_reaper: reaped process 7 (fio), now anon-rss:0kB',
    ]
    expect(told([invoked, 1], [killed, 2], [reaped, 3])).toEqual([['7', 'fio', 'reaped']])
    expect(told([killed, 2], [reaped, 3], [killed, 4])).toHaveLength(2)
    expect(told([killed, 2], [killed, 2])).toHaveLength(1)
    expect(told([invoked, 1], ['Out of memory and no killable processes...', 1])).toEqual([])
    expect(told([killed, 2], [invoked, 3], ['Out of memory and no killable processes...', 3])).toHaveLength(1)
  })
})

describe('records of a log', () => {
  test('of one line, behind what json-seq and SSE write', () => {
    const record = (fields: object) => JSON.stringify(fields)
    const kernel = { MESSAGE: 'm', _TRANSPORT: 'kernel', _SOURCE_MONOTONIC_TIMESTAMP: '2500000' }
    expect(recordLine(record(kernel))).toEqual({ program: null, seconds: 2.5, message: 'm' })
    expect(recordLine(`data: ${record(kernel)}`)).toMatchObject({ seconds: 2.5 })
    expect(recordLine(`12345678${record(kernel)}`)).toMatchObject({ seconds: 2.5 })
    expect(recordLine(`123456789${record(kernel)}`)).toBeNull()
    expect(recordLine(record({ ...kernel, _TRANSPORT: 'stdout', SYSLOG_IDENTIFIER: 'lmkd' }))).toEqual({
      program: 'lmkd',
      seconds: null,
      message: 'm',
    })
    expect(recordLine(record({ ...kernel, MESSAGE: [195, 169, 0, 255] }))?.message).toBe('é\0\ufffd')
    expect(recordLine(record({ ...kernel, MESSAGE: [256] }))).toBeNull()
    expect(recordLine(record({ ...kernel, MESSAGE: [-1] }))).toBeNull()
    expect(recordLine(record({ other: 1 }))).toBeNull()
  })
  test('field by field', () => {
    const { take, end } = recordFields()
    for (const line of [
      '__CURSOR=1',
      '_TRANSPORT=kernel',
      '_SOURCE_MONOTONIC_TIMESTAMP=1500000',
      'MESSAGE=a=b',
    ])
      expect(take(line)).toBeNull()
    expect(take('')).toEqual({ program: null, seconds: 1.5, message: 'a=b' })
    expect(end()).toBeNull()
    for (const line of ['      "time": 7.25,', '      "msg": "x, y",']) expect(take(line)).toBeNull()
    expect(take('   },{')).toEqual({ program: null, seconds: 7.25, message: 'x, y' })
  })
})

test('colours are taken out of a line on its bytes, but not from within a word', () => {
  const of = (text: string) => {
    const plain = uncoloured()
    const line = Buffer.from(text, 'latin1')
    const length = plain.take(line, 0, line.length)
    return length === -1 ? null : plain.room.toString('latin1', 0, length)
  }
  expect(of('\x1b[32m[ 1.5]\x1b[0m \x1b[1;31mOut of\x1b[K memory\x1b[m')).toBe('[ 1.5] Out of memory')
  expect(of('x\x1b[31ma b')).toBeNull()
  expect(of('-\x1b[31mz b')).toBeNull()
  expect(of('x\x1b[31m{')).toBe('x{')
  expect(of('plain')).toBeNull()
  expect(of(`\x1b[${'1'.repeat(20)}mx`)).toBe('x')
  expect(of(`\x1b[${'1'.repeat(21)}mx`)).toBeNull()
  expect(of(`\x1b[m${'x'.repeat(4093)}`)).toHaveLength(4093)
  expect(of(`\x1b[m${'x'.repeat(4094)}`)).toBeNull()
})

test('lines that were wrapped; a last one that is cut off is told', () => {
  const cut: number[] = []
  const text =
    '{"type":"line","data":"a"}\n\n{"type":"stream"}\n{"type":"line","data":"b"}\n{"type":"end","lost":0}\n{"type":"li'
  expect([unwrapped(text, 'x', (line) => cut.push(line)), cut]).toEqual(['a\nb', [6]])
  expect(() => unwrapped('plain\n{"type":"end"}', 'x')).toThrow(expect.objectContaining({ line: 1 }))
  expect(lossOfHelper('map_update_elem', -7, '')).toEqual({ events: null, total: false })
  expect(lossOfHelper('map_update_elem', -17, '')).toEqual({ events: 1, total: false, update: true })
})

test('paths of cgroups of 4,000 characters are read whole, and what is no line of lru_gen is counted', () => {
  const path = `/${'p'.repeat(4000)}`
  const seen = parseLruGen(
    `memcg     1 ${path}\n node     0\n    7   100   3   4\nodd\n 0  1r 2e 3p 4r 5e 6p\n`,
  )
  expect([...seen.newest.keys()]).toEqual([`1 ${path} 0`])
  expect([seen.unknownLines, seen.generations]).toEqual([
    1,
    [{ sequence: 7, ageMilliseconds: 100, anonymous: 3, file: 4 }],
  ])
})

test('a place that stands twice in lru_gen cannot be told apart', () => {
  const one = 'memcg     0 /a\n node     0\n    7   100   3   4\n'
  expect(parseLruGen(one)).toMatchObject({ repeated: [], newest: new Map([['0 /a 0', 7]]) })
  expect(parseLruGen(one + one)).toMatchObject({ repeated: ['0 /a 0'], newest: new Map() })
})

test('a counter of perf that has no number is none', () => {
  const of = (value: string) => decodePerfStat(`{"counter-value" : "${value}", "event" : "x"}`)
  expect(of('<not counted>')).toMatchObject({ value: '<not counted>' })
  expect([of('<none>'), of('x')]).toEqual([null, null])
  expect(victimBytes('Killed process 1 (x) anon-rss:?kB')).toBeNull()
  expect(victimBytes('Killed process 1 (x) anon-rss:4kB, file-rss:2kB')).toBe(6 * 1024)
})
