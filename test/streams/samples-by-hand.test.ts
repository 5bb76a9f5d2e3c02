import { describe, expect, test } from '@jest/globals'
import { decodeSample } from '../../src/decode/samples.js'
import type { StreamName } from '../../src/streams/registry.js'
import { made, named, of, sample, windowOf } from './lines.js'

// samples with values that are known by hand

describe('samples', () => {
  test('bytes of swap devices and of the others; sectors have 512 bytes whatever the disk has', async () => {
    const disk = (name: string, read: number, written: number, flags: object) => ({
      [`${name}.read_sectors`]: read,
      [`${name}.written_sectors`]: written,
      ...Object.fromEntries(Object.entries(flags).map(([flag, value]) => [`${name}.${flag}`, value])),
    })
    const at = (grown: number, others = {}) => ({
      ...disk('vda', 10 * grown, 20 * grown, { base: 1, swap: 0 }),
      ...disk('vdb', grown, 2 * grown, { base: 1, swap: 1 }),
      ...others,
    })
    // zram0 is not in the first sample: it had done nothing then
    const later = at(3, { ...disk('zram0', 8, 9, { base: 1, swap: 1 }), swap_files: 0 })
    expect(await of('diskstats', [sample(1, at(1)), sample(2, later)])).toMatchObject({
      swapRead: (2 + 8) * 512,
      swapWritten: (4 + 9) * 512,
      otherRead: 20 * 512,
      otherWritten: 40 * 512,
      swapDevices: ['vdb', 'zram0'],
      swapFiles: 0,
    })
    const inFile = await of('diskstats', [sample(1, at(1)), sample(2, at(3, { swap_files: 1 }))])
    expect(inFile).toMatchObject({ swapRead: null, swapWritten: null, swapFiles: 1 })
    expect(await of('diskstats', [sample(1, {}), sample(2, { swap_files: 1 })])).toBe(
      'the samples hold no disk',
    )
    // a device that only tells what was written
    const written = (grown: number) => ({ 'vda.written_sectors': grown, 'vda.base': 1 })
    expect(await of('diskstats', [sample(1, written(1)), sample(2, written(3))])).toMatchObject({
      otherRead: 0,
      otherWritten: 2 * 512,
    })
    // a partition that is swap on a disk that is not told apart is not below nothing
    const odd = (grown: number) => disk('vda2', grown, grown, { base: 0, swap: 1 })
    expect(await of('diskstats', [sample(1, odd(1)), sample(2, odd(2))])).toMatchObject({ otherRead: 0 })
  })

  test('levels of memory: least, most and last in the window; KiB, but for numbers of huge pages', async () => {
    const at = (seconds: number, free: number) =>
      sample(seconds, { MemFree: free, HugePages_Free: free, MemAvailable: free, name: 'x' })
    const lines = [at(1, 1), at(2, 50), at(3, 20), at(4, 40), at(5, 99)]
    expect(await of('meminfo', lines, windowOf(2n, 4n))).toMatchObject({
      levels: new Map([
        ['MemFree', { min: 20 * 1024, max: 50 * 1024, last: 40 * 1024 }],
        ['HugePages_Free', { min: 20, max: 50, last: 40 }],
        ['MemAvailable', { min: 20 * 1024, max: 50 * 1024, last: 40 * 1024 }],
      ]),
      series: { available: { sum: [35 * 1024, 30 * 1024] } },
    })
    expect(await of('meminfo', [at(1, 1), at(9, 2)], windowOf(2n, 4n))).toBe(
      'no sample lies in the measured window',
    )
  })

  test('CPU time of kswapd in ticks, also of one that has no user time, and why there is none', async () => {
    const ticks = (user: number, system: number, others = {}) => ({
      ticks_per_second: 100,
      'kswapd0.utime_ticks': user,
      'kswapd0.stime_ticks': system,
      ...others,
    })
    const compact = (ns: number) => ({ 'kcompactd0.run_ns': ns })
    const of2 = (first: object, last: object) =>
      of('kswapd-cpu', [sample(1, first), sample(2, last)], windowOf(1n, 2n))
    expect(await of2(ticks(0, 5, compact(1e9)), ticks(0, 30, compact(3e9)))).toMatchObject({
      seconds: 0.25,
      threads: 1,
      resolution: 'ticks',
      compactSeconds: 2,
      series: { cpu: { sum: [0.25] } },
    })
    expect(await of2({ other: 1 }, { other: 1 })).toBe('no kswapd thread was seen')
    expect(await of2({ 'kswapd0.utime_ticks': 1 }, { 'kswapd0.utime_ticks': 1 })).toBe(
      'the length of a tick was not recorded',
    )
    const lacking = { ticks_per_second: 100, 'kswapd0.utime_ticks': 5 }
    const gap = [sample(1, ticks(0, 0)), sample(2, lacking), sample(3, ticks(10, 10))]
    const { warnings: _, ...value } = (await of('kswapd-cpu', gap, windowOf(1n, 3n))) as never as {
      warnings: object[]
    }
    expect(value).toEqual({ seconds: 0.2, threads: 1, resolution: 'ticks' })
    const half = { ticks_per_second: 100, 'kswapd0.utime_ticks': 1 }
    expect(await of2(half, half)).toBe('kswapd0.stime_ticks was not recorded throughout')
  })

  test('generations over time: created, and pages by place; a sample without any tells nothing', async () => {
    const text = (newest: number, pages: number) =>
      [
        'memcg     1 /',
        ' node     0',
        `       ${newest - 1}       5000         10         20 `,
        `       ${newest}        900          ${pages}          2 `,
        '',
      ].join('\n')
    const lines = [
      sample(1, { text: text(7, 1) }),
      sample(2, { text: text(9, 3) }),
      sample(3, { text: '' }),
      sample(4, { text: text(9, 3) }),
    ]
    expect(await of('lru-gen', lines.slice(0, 2), windowOf(1n, 2n))).toMatchObject({
      created: 2,
      series: { created: { sum: [2] }, 'pages-0': { sum: [4] }, 'pages-1': { sum: [30] } },
    })
    expect(await of('lru-gen', lines, windowOf(1n, 4n))).toMatchObject({
      series: { created: { sum: [2, 0, 0], covered: [1, 0, 0] }, 'pages-0': { covered: [1, 0, 0] } },
    })
    expect(await of('lru-gen', lines.slice(1, 3))).toBe('lru_gen showed no generation')
    expect(await of('lru-gen', [sample(1, { other: 1 }), sample(2, { other: 1 })])).toBe(
      'the samples hold no text of lru_gen',
    )
  })

  test('a cgroup that stands twice cannot be told apart, unless it is one of those that have ended', async () => {
    const twice = (head: string) => {
      const one = `memcg     ${head}\n node     0\n       7        900          1          2 \n`
      return of('lru-gen', [sample(1, { text: one + one }), sample(2, { text: one + one })])
    }
    expect(await twice('5 /a')).toMatchObject({ created: 0, warnings: [{ id: 'lru-gen-repeated' }] })
    expect(await twice('0 /a')).toMatchObject({ created: 0, warnings: [] })
  })

  test('levels that lkp made JSON of', async () => {
    const lkp = {
      'meminfo.time': [1, 2, 3],
      'meminfo.MemFree': [5, 2, 4],
      'meminfo.HugePages_Free': [1, 2, 3],
    }
    expect(await of('meminfo', [lkp])).toMatchObject({
      levels: new Map([
        ['MemFree', { min: 2048, max: 5120, last: 4096 }],
        ['HugePages_Free', { min: 1, max: 3, last: 3 }],
      ]),
    })
    for (const none of [{ 'meminfo.time': [1] }, { 'vmstat.time': [1], 'vmstat.a': [1] }])
      expect(await of('meminfo', [none])).toBe('x holds no level of meminfo')
  })

  test('a total that is not there at the end is not 0; what nothing names is memory where its full line tells so', async () => {
    const [io, memory] = [{ 'io.full.total': 1 }, (total: number) => ({ 'memory.full.total': total })]
    expect(await of('psi', [sample(1, { ...io, ...memory(1e6) }), sample(2, memory(4e6))])).toMatchObject({
      seconds: new Map([['memory.full', 3]]),
    })
    const line = (kind: string, total: number) => `${kind} avg10=0.00 avg60=0.00 avg300=0.00 total=${total}`
    const copy = (time: number, some: number, full: number) => [
      `time: ${time}`,
      line('some', some),
      line('full', full),
    ]
    expect(await of('psi', [...copy(1, 2e6, 1e6), ...copy(2, 5e6, 3e6)])).toMatchObject({
      seconds: new Map([
        ['memory.full', 2],
        ['memory.some', 3],
      ]),
      length: 1,
      warnings: [{ id: 'pressure-unnamed' }],
    })
    expect(await of('psi', [...copy(1, 2e6, 0), ...copy(2, 5e6, 0)])).toContain(
      'which may be that of the CPU',
    )
    expect(await of('psi', [...copy(1, 0, 0), ...copy(2, 0, 0)])).toMatchObject({ length: 1 })
  })

  test('a cgroup: its own generations, events, counters and pressure, and why there are none', async () => {
    const two = (id: StreamName, first: object, last: object) => of(id, [sample(1, first), sample(3, last)])
    expect(
      await two('cgroup-events', { 'memory.events.high': 1 }, { 'memory.events.high': 4 }),
    ).toMatchObject({
      deltas: new Map([['memory.events.high', 3]]),
    })
    expect(await two('cgroup-events', { x: 1 }, { x: 4 })).toBe('the samples hold no memory.events')
    const total = (value: number) => ({
      'memory.full.total': value,
      'memory.full.avg10': value,
      'memory.high': 'max',
    })
    expect(await two('cgroup-pressure', total(1e6), total(3.5e6))).toMatchObject({
      seconds: new Map([['memory.full', 2.5]]),
    })
    expect(await two('cgroup-pressure', { x: 1 }, { x: 4 })).toBe('the samples hold no total of pressure')
    const counter = (value: number, peak = {}) => ({
      'memory.stat.pgfault': value,
      'memory.stat.anon': value,
      ...peak,
    })
    expect(await two('cgroup-stat', counter(1), counter(8))).toMatchObject({
      deltas: new Map([['memory.stat.pgfault', 7]]),
      peakBytes: null,
    })
    expect(await two('cgroup-stat', counter(1), counter(8, { 'memory.peak': '4096' }))).toMatchObject({
      peakBytes: 4096,
    })
    expect(await two('cgroup-stat', { x: 1 }, { x: 4 })).toBe('the samples hold no counter of a cgroup')
    const text = (newest: number) =>
      `memcg     1 /\n node     0\n       ${newest}        900          1          2 \n`
    expect(await two('cgroup-lru-gen', { text: text(7) }, { text: text(9) })).toMatchObject({ created: 2 })
    expect(await two('cgroup-lru-gen', { text: 1 }, { text: text(9) })).toBe(
      'the samples hold no text of lru_gen_full',
    )
    expect(await two('cgroup-lru-gen', { text: text(9) }, { x: 1 })).toBe(
      'the samples hold no text of lru_gen_full',
    )
    expect(await two('cgroup-lru-gen', { text: text(9) }, { text: '' })).toBe(
      'lru_gen_full showed no generation',
    )
  })

  test('an interval that ends 2 s before the window, and no more, is not short', async () => {
    const pressure = (seconds: number, total: number) => sample(seconds, { 'memory.full.total': total })
    const warned = async (from: number, to: number) => {
      const made = await of('psi', [pressure(from, 0), pressure(to, 1e6)], windowOf(10n, 20n))
      return typeof made === 'string' ? made : made.warnings.map(({ id }) => id)
    }
    expect(await warned(12, 18)).toEqual([])
    expect(await warned(12.000000001, 18)).toEqual(['samples-short'])
    expect(await warned(12, 17.999999999)).toEqual(['samples-short'])
  })
})

test('a sample has a time of digits and data', () => {
  const of = (others: object) =>
    decodeSample(JSON.stringify({ type: 'sample', t: '5', data: { a: 1 }, ...others }))
  expect(of({})).toEqual({ at: 5n, data: { a: 1 } })
  for (const others of [{ t: 5 }, { t: 'x' }, { t: '1'.repeat(21) }, { data: null }, { data: 1 }])
    expect(of(others)).toBeNull()
  expect(of({ type: 'end' })).toBe('other')
  expect(decodeSample('{"type":"sample"')).toBeNull()
})

describe('files of a cgroup', () => {
  test('under time marks: from the first copy to the last', async () => {
    const copy = (time: number, total: number) => [
      `time: ${time}`,
      '--- memory ---',
      `some avg10=0.00 avg60=0.00 avg300=0.00 total=${total}`,
    ]
    const { warnings: _, ...value } = (await of('cgroup-pressure', [
      ...copy(10, 1e6),
      ...copy(12, 4e6),
    ])) as never as {
      warnings: object[]
    }
    expect(value).toEqual({ seconds: new Map([['memory.some', 3]]), length: 2 })
    expect(await of('cgroup-pressure', [...copy(10, 1e6), ...copy(10, 4e6)])).not.toHaveProperty('length')
  })
  test('from before and after the run', async () => {
    const [before, after] = [named('high 1\n'), named('high 5\n')]
    expect(await made('cgroup-events', { before, after })).toMatchObject({
      deltas: new Map([['memory.events.high', 4]]),
    })
    expect(await made('cgroup-events', { before })).toBe(
      'no copy of memory.events from after the run was found',
    )
    expect(await made('cgroup-events', { before: named('a 1\n'), after: named('b 1\n') })).toBe(
      'the samples hold no memory.events',
    )
  })
  test('what is no number is none', async () => {
    const raw = (seconds: number, value: string) =>
      `{"type":"sample","t":"${seconds}000000000","data":{"memory.events.high":${value}}}`
    for (const [first, last] of [
      ['""', '3'],
      ['"max"', '3'],
      ['null', '3'],
      ['0', '1e999'],
    ] as const)
      expect(await of('cgroup-events', [raw(1, first), raw(2, last)])).toBe(
        'the samples hold no memory.events',
      )
    expect(await of('cgroup-events', [raw(1, '"1"'), raw(2, '3')])).toMatchObject({
      deltas: new Map([['memory.events.high', 2]]),
    })
  })
})
