import { describe, expect, test } from '@jest/globals'
import {
  caveatsOf,
  fieldsOf,
  STREAMS,
  type StreamName,
  streamOf,
  unusedOf,
} from '../../src/streams/registry.js'
import { made, of, windowOf } from './lines.js'

// the registry, and programs that count or print in the kernel, with values that are known by hand

const S = 1_000_000_000n
const printed = (data: string) => ({ type: 'printf', data: `${data}\n` })
const map = (data: object) => ({ type: 'map', data })
const bpftrace = (id: StreamName, ...lines: object[]) => [
  { type: 'stream', stream: id, schema: 1, program: 'x' },
  { type: 'attached_probes', data: { probes: 1 } },
  ...lines,
  { type: 'end', records: lines.length, lost: 0 },
]

test('streams are found by name, in the order of their names, and say where nothing is made of them', () => {
  const names = STREAMS.map(({ id }) => id)
  expect(names).toEqual([...names].sort())
  expect(names.map((name) => streamOf(name).id)).toEqual(names)
  const used = streamOf('oom')
  expect([unusedOf(used), caveatsOf(used)]).toEqual([null, used.caveats])
  const unused = STREAMS.filter((one) => unusedOf(one) !== null)
  expect(unused.length).toBeGreaterThan(0)
  for (const one of unused)
    expect(caveatsOf(one)).toBe(`${one.caveats} It is read and not used: ${unusedOf(one)}`)
  const joined = STREAMS.filter((one: { joins?: true }) => one.joins === true).map(({ id }) => id)
  expect(joined).toEqual(['cgroup-pressure', 'kernel-log', 'psi'])
  expect(fieldsOf(used)[0]).toMatchObject({ name: 'kills', unit: 'count' })
})

describe('programs that count in the kernel', () => {
  test('what stayed empty is not printed, and is nothing', async () => {
    const nothing = (id: StreamName) => of(id, bpftrace(id, map({ '@other': 1 })))
    expect(await nothing('migration')).toMatchObject({ succeeded: 0, failed: 0, calls: new Map() })
    expect(await nothing('thp')).toMatchObject({
      events: new Map(),
      collapses: new Map(),
      scans: new Map(),
    })
    expect(await nothing('swap')).toMatchObject({ swapIns: null, waits: { buckets: [] } })
    expect(await nothing('fault-latency')).toMatchObject({ minor: { buckets: [] }, major: { buckets: [] } })
    expect(await nothing('vmscan')).toMatchObject({ events: new Map(), attached: new Map() })
    expect(await nothing('direct-reclaim')).toMatchObject({
      stalls: 0,
      begins: 0,
      ends: 0,
      reclaimedPages: 0,
      missing: 0,
      p50: null,
    })
    expect(await nothing('oom')).toMatchObject({ kills: 0, victims: [], firstSeconds: null })
  })

  test('what was printed', async () => {
    const lines = bpftrace(
      'migration',
      map({ '@succeeded': 7 }),
      map({ '@failed': 3 }),
      map({ '@calls': { '0,1': 4 } }),
    )
    expect(await of('migration', lines)).toMatchObject({
      succeeded: 7,
      failed: 3,
      calls: new Map([['0,1', 4]]),
    })
    const events = { 'tracepoint:huge_memory:mm_collapse_huge_page': 9, alone: 2 }
    const huge = bpftrace('thp', map({ '@events': events }), map({ '@scan_status': { '3': 5 } }))
    expect(await of('thp', huge)).toMatchObject({
      events: new Map([
        ['mm_collapse_huge_page', 9],
        ['alone', 2],
      ]),
      scans: new Map([['3', 5]]),
    })
  })

  test('what a program printed beside its maps is told, and what was not recorded is missing', async () => {
    const lines = bpftrace('migration', printed('hello'), map({ '@failed': 1 }))
    expect(await of('migration', lines)).toMatchObject({ failed: 1, warnings: [{ id: 'unknown-lines' }] })
    expect(await made('migration', {})).toBe('not recorded')
  })

  test('another file given as a trace of page faults is refused at its first line', async () => {
    await expect(of('page-faults', ['MemTotal:  5 kB'])).rejects.toMatchObject({ line: 1 })
    expect(await made('page-faults', {})).toBe('no page-fault trace was recorded')
  })

  test('lost without a number: nothing is known of the counts', async () => {
    for (const id of ['migration', 'vmscan'] as const)
      expect(
        await of(id, [
          "WARNING: Map full; can't update element",
          ...bpftrace(id, map({ '@events': { a: 1 } })),
        ]),
      ).toBe('x lacks an unknown number of events, which were lost')
  })

  test('tracepoints of reclaim fire between the last print before the window and the first after it', async () => {
    const at = (seconds: number, count: number) => [
      printed(`time ${BigInt(seconds) * S}`),
      map({ '@events': { 'tracepoint:vmscan:mm_vmscan_wake': count, 'tracepoint:vmscan:once': 1 } }),
    ]
    const lines = bpftrace(
      'vmscan',
      ...at(1, 1),
      ...at(2, 10),
      ...at(3, 100),
      map({ '@inactive_scanned': 5 }),
      ...at(4, 1000),
      map({ '@events': { 'tracepoint:vmscan:mm_vmscan_wake': 2000 } }),
    )
    const events = async (start: bigint, end: bigint) => {
      const made = await of('vmscan', lines, windowOf(start, end))
      return typeof made === 'string'
        ? made
        : Object.fromEntries((made as never as { events: Map<string, number> }).events)
    }
    expect(await events(2n, 3n)).toEqual({ mm_vmscan_wake: 90 })
    expect(await events(0n, 3n)).toEqual({ mm_vmscan_wake: 100, once: 1 })
    expect(await events(3n, 9n)).toEqual({ mm_vmscan_wake: 1900 })
    expect(await of('vmscan', lines, windowOf(2n, 3n))).toMatchObject({
      attached: new Map([['mm_vmscan_wake', 2000]]),
      inactiveScanned: 5,
      inactiveReclaimed: null,
    })
  })

  test('kills in the window, from its start until before its end, the first hundred by name', async () => {
    const victims = Array.from({ length: 102 }, (_, pid) =>
      printed(`victim ${11n * S + BigInt(pid)} ${pid} a b by c`),
    )
    const lines = bpftrace(
      'oom',
      printed(`victim ${10n * S - 1n} 1 early by c`),
      printed(`victim ${20n * S} 1 late by c`),
      ...victims,
    )
    const made = (await of('oom', lines, windowOf(10n, 20n))) as never as {
      kills: number
      firstSeconds: number
      victims: object[]
    }
    expect([made.kills, made.firstSeconds, made.victims.length]).toEqual([102, 1, 100])
    expect(made.victims[7]).toEqual({ pid: 7, name: 'a b', trigger: 'c' })
    expect(await of('oom', lines)).toMatchObject({ kills: 104, firstSeconds: null })
    const first = bpftrace('oom', printed(`victim ${10n * S} 5 a by b`))
    expect(await of('oom', first, windowOf(10n, 20n))).toMatchObject({ kills: 1, firstSeconds: 0 })
  })

  test('passes of compaction by their result, of those in the window, a hundred results at most', async () => {
    const pass = (begin: bigint, kind: number) => printed(`compaction ${begin} ${S} 1 1 ${kind} x`)
    const early = pass(1n * S, -5)
    const passes = Array.from({ length: 101 }, (_, kind) => pass(11n * S, kind))
    const lines = bpftrace('compaction', early, ...passes, pass(12n * S, 7), map({ '@ends': 103 }))
    const value = (await of('compaction', lines, windowOf(10n, 20n))) as never as {
      results: Map<string, number>
    }
    expect(value).toMatchObject({ passes: 102, seconds: 2, missing: 0, migrateScanned: null })
    expect([value.results.size, value.results.get('7'), value.results.get('-5')]).toEqual([100, 2, undefined])
  })

  test('stalls: two at once count once in the time of the machine, and twice in that of the tasks', async () => {
    const stall = (begin: number, length: number) =>
      printed(`stall ${BigInt(begin * 1e9)} ${BigInt(length * 1e9)} 1 1 0 32 x`)
    const lines = bpftrace(
      'direct-reclaim',
      stall(8, 1),
      stall(9.5, 1.5),
      stall(10.5, 1.5),
      stall(20, 1),
      map({ '@ends': 5 }),
    )
    expect(await of('direct-reclaim', lines, windowOf(10n, 20n))).toMatchObject({
      stalls: 2,
      stalledSeconds: 2,
      taskSeconds: 2.5,
      p50: 1.5,
      begins: null,
      ends: 5,
      reclaimedPages: null,
      missing: 1,
    })
  })
})
