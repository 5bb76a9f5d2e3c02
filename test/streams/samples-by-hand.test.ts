import { describe, expect, test } from '@jest/globals'
import type { StreamName } from '../../src/streams/registry.js'
import { of, sample, windowOf } from './lines.js'

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
