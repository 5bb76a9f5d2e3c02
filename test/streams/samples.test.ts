import { describe, expect, test } from '@jest/globals'
import { messageKind } from '../../src/decode/kernel-log.js'
import { parseLruGen } from '../../src/decode/lru-gen.js'
import type { Window } from '../../src/model/stream.js'
import { nearestRank, unionLength } from '../../src/reduce/intervals.js'
import { quantileBounds } from '../../src/reduce/quantile-bounds.js'
import { directReclaim } from '../../src/streams/direct-reclaim.js'
import { kswapdCpu } from '../../src/streams/kswapd-cpu.js'
import { psi } from '../../src/streams/psi.js'
import { temporaryFile } from '../temporary.js'

const window = (start: bigint, end: bigint): Window => ({
  monotonic: { start, end },
  boottime: { start, end },
})
const lines = (...records: unknown[]) => `${records.map((record) => JSON.stringify(record)).join('\n')}\n`
const sample = (t: bigint, total: number) => ({
  type: 'sample',
  t: String(t),
  data: { 'memory.full.total': total },
})
const trace = (path: string) => ({ trace: { path, name: 'x' } })

test('a counter grows from the sample before the window to the one after it, not over the whole recording', async () => {
  const path = temporaryFile(lines(...[1n, 2n, 3n, 4n, 5n, 6n].map((t) => sample(t, Number(t * t) * 1e6))))
  expect(await psi.reduce(trace(path), { run: 'run', window: window(3n, 5n) })).toMatchObject({
    value: { seconds: new Map([['memory.full', 25 - 9]]) },
  })
  expect(await psi.reduce(trace(path), { run: 'run', window: null })).toMatchObject({
    value: { seconds: new Map([['memory.full', 36 - 1]]) },
  })
})

test('a counter that stood still grew by 0, and one that fell is an error', async () => {
  const told = (...totals: number[]) =>
    psi.reduce(trace(temporaryFile(lines(...totals.map((total, index) => sample(BigInt(index), total))))), {
      run: 'run',
      window: null,
    })
  expect(await told(7e6, 7e6)).toMatchObject({ value: { seconds: new Map([['memory.full', 0]]) } })
  await expect(told(7e6, 6e6)).rejects.toThrow(/expected memory\.full\.total to grow/)
})

describe('kswapd CPU usage is that of all its threads, over time, too', () => {
  const SECOND = 1_000_000_000n
  const of = (...data: Record<string, number>[]) =>
    kswapdCpu.reduce(
      trace(
        temporaryFile(
          lines(
            ...data.map((one, index) => ({ type: 'sample', t: String(BigInt(index) * SECOND), data: one })),
          ),
        ),
      ),
      { run: 'run', window: window(0n, 2n * SECOND) },
    )

  test('in nanoseconds', async () => {
    const at = (first: number, second: number) => ({
      'kswapd0.run_ns': first * 1e9,
      'kswapd1.run_ns': second * 1e9,
    })
    expect(await of(at(3, 8), at(3.5, 8.125), at(3.75, 8.125))).toMatchObject({
      value: {
        seconds: 0.875,
        threads: 2,
        resolution: 'nanoseconds',
        series: { cpu: { binSeconds: 1, sum: [0.625, 0.25] } },
      },
    })
  })

  test('in ticks', async () => {
    const at = (...ticks: [number, number, number, number]) => ({
      ticks_per_second: 100,
      'kswapd0.utime_ticks': ticks[0],
      'kswapd0.stime_ticks': ticks[1],
      'kswapd1.utime_ticks': ticks[2],
      'kswapd1.stime_ticks': ticks[3],
    })
    expect(await of(at(0, 5, 0, 9), at(1, 25, 2, 13), at(1, 35, 2, 53))).toMatchObject({
      value: {
        seconds: 0.77,
        threads: 2,
        resolution: 'ticks',
        series: { cpu: { binSeconds: 1, sum: [0.27, 0.5] } },
      },
    })
  })
})

test('one sample, or none, gives no difference and says so', async () => {
  expect(await psi.reduce(trace(temporaryFile(lines(sample(1n, 1)))), { run: 'run', window: null })).toEqual({
    present: false,
    reason: 'x holds one sample only',
  })
  expect(
    await psi.reduce(trace(temporaryFile('{"type":"end"}\n')), { run: 'run', window: null }),
  ).toMatchObject({
    present: false,
  })
})

describe('direct reclaim', () => {
  const stall = (start: bigint, length: number) => ({
    type: 'printf',
    data: `stall ${start} ${length} 1 1 0 32 evil stall 1 2 3\n`,
  })
  const end = { type: 'end', records: 3, lost: 0 }

  test('overlaps count once, stalls are cut to the window, lengths are whole', async () => {
    const path = temporaryFile(
      lines(stall(0n, 1_000_000_000), stall(500_000_000n, 1_000_000_000), stall(9_000_000_000n, 5), end),
    )
    expect(
      await directReclaim.reduce(trace(path), { run: 'run', window: window(250_000_000n, 2_000_000_000n) }),
    ).toMatchObject({
      value: { stalls: 2, stalledSeconds: 1.25, taskSeconds: 1.75, p99: 1, missing: 0 },
      warnings: [],
    })
  })

  test('lost lines are known by the sum kept in the kernel', async () => {
    const path = temporaryFile(lines(stall(0n, 10), { type: 'map', data: { '@ends': 4 } }, end))
    expect(await directReclaim.reduce(trace(path), { run: 'run', window: null })).toMatchObject({
      value: { missing: 3, ends: 4 },
    })
  })

  test('no stall at all is 0, not missing', async () => {
    expect(
      await directReclaim.reduce(trace(temporaryFile(lines(end))), { run: 'run', window: null }),
    ).toMatchObject({
      value: { stalls: 0, stalledSeconds: 0, begins: 0, p99: null },
    })
  })
})

test('spans, ranks and histogram quantiles', () => {
  expect(unionLength([])).toBe(0)
  expect(
    unionLength([
      { start: 5, end: 7 },
      { start: 0, end: 10 },
      { start: 12, end: 13 },
    ]),
  ).toBe(11)
  expect([0.5, 0.99, 1].map((q) => nearestRank([4, 1, 3, 2], q))).toEqual([2, 4, 4])
  expect(nearestRank([], 0.5)).toBeNull()
  const buckets = [
    { min: 0, max: 1, count: 1 },
    { min: 2, max: 3, count: 0 },
    { min: 4, max: null, count: 1 },
  ]
  expect(quantileBounds(buckets, 0.5)).toEqual({ lower: 0, upper: 1 })
  expect(quantileBounds(buckets, 0.99)).toEqual({ lower: 4, upper: null })
  expect(quantileBounds([], 0.5)).toBeNull()
})

test.each<[string, string | null]>([
  ['BUG: KASAN: use-after-free in foo', 'sanitizer'],
  ['BUG: kernel NULL pointer dereference, address: 0', 'oops'],
  ['watchdog: BUG: soft lockup - CPU#1 stuck for 26s!', 'lockup'],
  ['INFO: task kswapd0:89 blocked for more than 120 seconds.', 'hung-task'],
  ['WARNING: possible circular locking dependency detected', 'locking'],
  ['WARNING: CPU: 0 PID: 1 at mm/vmscan.c:1', 'warning'],
  ['hrtimer: interrupt took 71375481 ns', null],
])('%s is %s', (message, kind) => expect(messageKind(message)).toBe(kind))

test('both layouts of lru_gen', () => {
  const text =
    'memcg     1 /\n node     0\n  5  12345  1024  2048 \nmemcg 123456789 /a b\n node     1\n  5  3  -0  7x\nodd\n'
  expect(parseLruGen(text)).toEqual({
    newest: new Map([
      ['1 / 0', 5],
      ['123456789 /a b 1', 5],
    ]),
    repeated: [],
    generations: [{ sequence: 5, ageMilliseconds: 12345, anonymous: 1024, file: 2055 }],
    // each place's own age, which the generations do not keep apart
    ages: [
      { milliseconds: 3, pages: 7 },
      { milliseconds: 12345, pages: 3072 },
    ],
    unknownLines: 1,
  })
})
