import { describe, expect, test } from '@jest/globals'
import type { TraceEvent } from '../../src/decode/trace-text.js'
import { durations } from '../../src/reduce/durations.js'
import { created, pagesByAge } from '../../src/reduce/generations.js'
import { heatBuilder } from '../../src/reduce/heatmap.js'
import { clippedSpans, nearestRank, unionLength } from '../../src/reduce/intervals.js'
import { kswapdOf } from '../../src/reduce/kswapd-wakes.js'
import { pairByTask } from '../../src/reduce/pairs.js'
import { quantileBounds } from '../../src/reduce/quantile-bounds.js'
import { directReclaimOf } from '../../src/reduce/reclaim-pairs.js'
import { downsample, seriesBuilder } from '../../src/reduce/time-series.js'
import { OTHERS, topCounts } from '../../src/reduce/top-counts.js'

// reducers asked directly, with values that are known by hand

const S = 1_000_000_000n

describe('spans of time', () => {
  test('are cut at the window, whose end is exclusive; what only touches it from outside is not in it', () => {
    const spans = clippedSpans({ start: 10n * S, end: 20n * S })
    const inside = [
      [5n, 10n],
      [5n, 11n],
      [12n, 13n],
      [19n, 30n],
      [20n, 21n],
      [1n, 40n],
    ].map(([from = 0n, to = 0n]) => spans.add(from * S, to * S))
    expect(inside).toEqual([false, true, true, true, false, true])
    expect(spans.kept).toEqual([
      { start: 0, end: 1e9 },
      { start: 2e9, end: 3e9 },
      { start: 9e9, end: 10e9 },
      { start: 0, end: 10e9 },
    ])
    expect([spans.touching(), unionLength(spans.kept)]).toEqual([4, 10e9])
  })
  test('without a window count from the first', () => {
    const spans = clippedSpans(null)
    spans.add(5n * S, 6n * S)
    spans.add(4n * S, 8n * S)
    expect(spans.kept).toEqual([
      { start: 0, end: 1e9 },
      { start: -1e9, end: 3e9 },
    ])
  })
  test('a million are kept, and all are counted', () => {
    const spans = clippedSpans(null)
    for (let one = 0; one <= 1_000_000; one++) spans.add(1n, 2n)
    expect([spans.kept.length, spans.touching()]).toEqual([1_000_000, 1_000_001])
  })
  test('what several cover counts once, gaps do not', () => {
    const of = (...spans: [number, number][]) => unionLength(spans.map(([start, end]) => ({ start, end })))
    expect(of([0, 4], [1, 2], [3, 6], [10, 11], [6, 7])).toBe(8)
    expect(of()).toBe(0)
  })
  test('the nearest rank is a value that was seen', () => {
    expect([0, 0.25, 0.26, 0.5, 0.99, 1].map((q) => nearestRank([40, 10, 30, 20], q))).toEqual([
      10, 10, 20, 20, 40, 40,
    ])
    expect(nearestRank([], 0.5)).toBeNull()
  })
})

test('a quantile lies in the first bucket up to whose end its share is reached, and never in an empty one', () => {
  const buckets = [
    { min: null, max: 9, count: 0 },
    { min: 10, max: 19, count: 2 },
    { min: 20, max: 39, count: 0 },
    { min: 40, max: 79, count: 2 },
  ]
  const of = (q: number) => quantileBounds(buckets, q)?.lower
  expect([0, 0.1, 0.5, 0.51, 1].map(of)).toEqual([10, 10, 10, 40, 40])
  expect(quantileBounds(buckets.slice(0, 1), 0.5)).toBeNull()
})

test('durations in seconds, from as many as are kept; the histogram has all of them', () => {
  const seen = durations()
  for (const milliseconds of [1, 2, 3, 4]) seen.add(milliseconds * 1e6)
  const { p50, p99, longest, lengths } = seen.end()
  expect([p50, p99, longest]).toEqual([0.002, 0.004, 0.004])
  expect(lengths.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(4)
  const hundred = durations()
  for (let one = 1; one <= 100; one++) hundred.add(one * 1e9)
  expect(hundred.end()).toMatchObject({ p50: 50, p99: 99, longest: 100 })
})

test('heat over bins that a long window makes wider, each cell counted', () => {
  const heat = heatBuilder({ start: 0n, end: 240n * S })
  heat.add(3n * S, 4)
  heat.add(2n * S, 7)
  heat.add(2n * S, 1)
  heat.add(239n * S, 1)
  expect(heat.end()).toEqual({
    heat: {
      binSeconds: 2,
      cells: [
        { bin: 1, from: 1, count: 1 },
        { bin: 1, from: 4, count: 2 },
        { bin: 119, from: 1, count: 1 },
      ],
    },
  })
  const width = (seconds: bigint) => heatBuilder({ start: 0n, end: seconds * S }).end().heat?.binSeconds
  expect([width(120n), width(121n)]).toEqual([1, 2])
})

test('a series of 121 s has bins of 2 s, and what lies outside of the window adds nothing', () => {
  const builder = seriesBuilder({ start: 0n, end: 121n * S })
  builder.addIncrease('grown', -2n * S, -1n * S, 100)
  builder.addIncrease('grown', 121n * S, 122n * S, 100)
  expect(builder.end()).toBeUndefined()
  builder.addIncrease('grown', 3n * S, 5n * S, 8)
  const { grown } = builder.end() ?? {}
  expect([grown?.binSeconds, grown?.sum.length, grown?.sum.slice(0, 4)]).toEqual([2, 61, [0, 4, 4, 0]])
  expect(downsample({ binSeconds: 1, sum: [1, 2, 4], covered: [1, 1, 0.5] }, 2)).toEqual({
    binSeconds: 2,
    sum: [3, 4],
    covered: [2, 0.5],
  })
})

describe('begins and ends of tasks', () => {
  test('belong together by task; a second begin and an end without one stand alone', () => {
    const found: string[] = []
    const pairs = pairByTask<string, string>((task, { begin, end }) => found.push(`${task} ${begin} ${end}`))
    pairs.end(1, 'lost')
    pairs.begin(1, 'a')
    pairs.begin(2, 'b')
    pairs.begin(1, 'c')
    pairs.end(1, 'd')
    pairs.end(1, 'e')
    expect(found).toEqual(['1 c d'])
    expect(pairs.counts()).toEqual({ begins: 3, ends: 3, unmatchedEnds: 2, unmatchedBegins: 2 })
  })
  test('of 100,000 tasks at once; those beyond are alone', () => {
    let found = 0
    const pairs = pairByTask<number, number>(() => found++)
    for (let task = 0; task <= 100_000; task++) pairs.begin(task, 0)
    pairs.begin(0, 1)
    for (let task = 0; task <= 100_000; task++) pairs.end(task, 0)
    expect(found).toBe(100_000)
    expect(pairs.counts()).toEqual({ begins: 100_002, ends: 100_001, unmatchedEnds: 1, unmatchedBegins: 2 })
  })
})

const event = (name: string, thread: number, at: bigint | null, fields: [string, string][] = []) =>
  ({ event: name, thread, at, fields: new Map(fields) }) as unknown as TraceEvent

test('direct reclaim of two tasks at once: added up, and with overlaps once', () => {
  const reclaim = directReclaimOf()
  const [begin, end] = ['mm_vmscan_direct_reclaim_begin', 'mm_vmscan_direct_reclaim_end']
  reclaim.take(event(begin, 1, 10n * S))
  reclaim.take(event(begin, 2, 11n * S))
  reclaim.take(event(begin, 3, null))
  reclaim.take(event('mm_vmscan_kswapd_wake', 1, 11n * S))
  reclaim.take(event(end, 1, 12n * S, [['nr_reclaimed', '32']]))
  reclaim.take(event(end, 2, 14n * S, [['nr_reclaimed', '0x10']]))
  reclaim.take(event(end, 4, 15n * S, [['nr_reclaimed', '7']]))
  expect(reclaim.end()).toEqual({
    begins: 2,
    ends: 3,
    unmatchedBegins: 0,
    unmatchedEnds: 1,
    taskSeconds: 5,
    stalledSeconds: 4,
    reclaimedPages: 48,
    spans: [
      { task: 1, start: 0, end: 2e9 },
      { task: 2, start: 1e9, end: 4e9 },
    ],
  })
})

test('kswapd is awake from its first wake-up to its sleep, each thread by itself', () => {
  const kswapd = kswapdOf()
  const [wake, sleep] = ['mm_vmscan_kswapd_wake', 'mm_vmscan_kswapd_sleep']
  kswapd.take(event(sleep, 1, 1n * S))
  kswapd.take(event(wake, 1, 2n * S))
  kswapd.take(event(wake, 1, 3n * S))
  kswapd.take(event(wake, 2, 3n * S))
  kswapd.take(event(sleep, 1, 5n * S))
  kswapd.take(event(sleep, 2, null))
  kswapd.take(event('mm_vmscan_lru_isolate', 1, 9n * S))
  expect(kswapd.end()).toEqual({ kswapdWakes: 2, kswapdRewakes: 1, kswapdSleeps: 3, kswapdAwakeSeconds: 3 })
})

test('generations by age: four places, the last of all that are older; created only in places that are in both', () => {
  const of = (...pages: number[]) =>
    pages.map((anonymous) => ({ sequence: 0, ageMilliseconds: 0, anonymous, file: 100 }))
  expect(pagesByAge(of(1, 2, 3, 4, 5))).toEqual([101, 102, 103, 209])
  expect(pagesByAge(of(1))).toEqual([101, 0, 0, 0])
  const before = new Map([
    ['a', 7],
    ['b', 9],
    ['gone', 1],
  ])
  const after = new Map([
    ['a', 10],
    ['b', 8],
    ['new', 50],
  ])
  expect(created(before, after)).toBe(3)
})

test('counts by name: as many names as are wanted, most first, then by name; the others together', () => {
  const counts = topCounts(2)
  for (const name of ['b', 'a', 'c', 'b', 'd', 'a']) counts.add(name, 10)
  counts.add('c', 1)
  expect([...counts.sorted()]).toEqual([
    [OTHERS, 21],
    ['a', 20],
    ['b', 20],
  ])
  const many = topCounts()
  for (let name = 0; name <= 10_000; name++) many.add(`${name}`, 1)
  expect([many.counts.size, many.counts.get(OTHERS), many.counts.get('9999')]).toEqual([10_001, 1, 1])
})
