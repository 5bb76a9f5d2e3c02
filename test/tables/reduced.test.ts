import { expect, test } from '@jest/globals'
import type { Bucket, Histogram } from '../../src/model/histogram.js'
import { cgroupRate } from '../../src/tables/cgroup.js'
import { counterTable } from '../../src/tables/counters.js'
import { lostStalls } from '../../src/tables/lost-stalls.js'
import { pageTable } from '../../src/tables/pages.js'
import { processTable } from '../../src/tables/processes.js'
import { upperBound } from '../../src/tables/quantiles.js'
import { perSecond, rateOf, shareOf } from '../../src/tables/rates.js'
import { refaultShare, refaultsSeen } from '../../src/tables/refaults-seen.js'
import { runTable } from '../../src/tables/runs.js'
import { unpairedTable } from '../../src/tables/stalls.js'
import { experiment, run } from '../made.js'

const vmstat = (deltas: Record<string, number>) => ({ deltas: new Map(Object.entries(deltas)) })

test('runs: a row each, with null where nothing is known', () => {
  const table = runTable(
    experiment(
      run('off-1', {}, { kind: 'warmup', block: null, position: null, duration: null, included: false }),
      run('on-1', {}, { block: 3, position: 2, duration: { seconds: 7.5, origin: 'x' } }),
    ),
  )
  expect(table.objects()).toEqual([
    {
      run: 'off-1',
      condition: 'off',
      kind: 'warmup',
      block: null,
      position: null,
      included: false,
      seconds: null,
    },
    { run: 'on-1', condition: 'on', kind: 'measured', block: 3, position: 2, included: true, seconds: 7.5 },
  ])
})

test('counters: a row for each counter of each run that has any', () => {
  const rows = counterTable(
    experiment(
      run('off-1', { vmstat: vmstat({ pgfault: 5, pswpin: 0 }) }),
      run('on-1', { vmstat: null }),
      run('on-2'),
    ),
  ).objects()
  expect(rows).toEqual([
    { run: 'off-1', counter: 'pgfault', delta: 5 },
    { run: 'off-1', counter: 'pswpin', delta: 0 },
  ])
})

test('processes: ranks begin at 1 in each run', () => {
  const byProcess = (...counts: [string, number][]) => ({ 'page-faults': { byProcess: new Map(counts) } })
  expect(
    processTable(
      experiment(
        run('off-1', byProcess(['a', 9], ['b', 4])),
        run('on-1', { 'page-faults': null }),
        run('on-2', byProcess(['b', 7])),
      ),
    ).objects(),
  ).toEqual([
    { run: 'off-1', process: 'a', rank: 1, faults: 9 },
    { run: 'off-1', process: 'b', rank: 2, faults: 4 },
    { run: 'on-2', process: 'b', rank: 1, faults: 7 },
  ])
})

test('pages: those with the most faults, and of which share of pages they are', () => {
  const top = [
    { address: '1000', process: 7, faults: 5 },
    { address: '2000', process: 8, faults: 3 },
  ]
  expect(
    pageTable(
      experiment(
        run('off-1', { 'page-faults': { byPage: { top, oneIn: 4 } } }),
        run('off-2', { 'page-faults': { byPage: null } }),
        run('on-1', { 'page-faults': null }),
      ),
    ).objects(),
  ).toEqual([
    { run: 'off-1', rank: 1, address: '1000', process: 7, faults: 5, oneIn: 4 },
    { run: 'off-1', rank: 2, address: '2000', process: 8, faults: 3, oneIn: 4 },
  ])
})

test('unpaired: the difference of begins and ends either way, and what was lost; null where either is unknown', () => {
  const reclaim = (begins: number | null, ends: number | null, missing: number) => ({
    'direct-reclaim': { begins, ends, missing },
  })
  expect(
    unpairedTable(
      experiment(
        run('off-1', reclaim(5, 3, 1)),
        run('off-2', reclaim(3, 5, 0)),
        run('on-1', reclaim(null, 5, 1)),
        run('on-2', reclaim(5, null, 1)),
        run('on-3', { 'direct-reclaim': null }),
      ),
    ).objects(),
  ).toEqual([
    { run: 'off-1', begins: 5, ends: 3, unpaired: 3 },
    { run: 'off-2', begins: 3, ends: 5, unpaired: 2 },
    { run: 'on-1', begins: null, ends: 5, unpaired: null },
    { run: 'on-2', begins: 5, ends: null, unpaired: null },
  ])
})

test('rates: over the seconds of the run, and missing with the reason', () => {
  const ten = run('off-1')
  const unknown = run('off-2', {}, { duration: null })
  expect(perSecond(25, ten)).toEqual({ value: 2.5 })
  expect(perSecond(0, ten)).toEqual({ value: 0 })
  expect(perSecond(25, unknown)).toEqual({ missing: expect.stringMatching(/long the run|length|duration/) })
  expect(shareOf(5, ten)).toEqual({ value: 0.5 })
  expect(shareOf(null, ten)).toEqual({ missing: 'not recorded' })
  expect(shareOf(null, ten, 'lost')).toEqual({ missing: 'lost' })
  expect(shareOf(5, unknown)).toHaveProperty('missing')

  const counted = vmstat({ a: 30, b: 10, c: 0 }) as never
  expect(rateOf(counted, ten, { a: 1, b: 2 })).toEqual({ value: 5 })
  expect(rateOf(counted, ten, { a: 1, b: -1 })).toEqual({ value: 2 })
  expect(rateOf(counted, ten, { c: 1 })).toEqual({ value: 0 })
  expect(rateOf(counted, ten, { a: 1, gone: 1 })).toEqual({ missing: expect.stringContaining('gone') })
})

test('an upper bound of a quantile: where the next bucket begins, in seconds', () => {
  const of = (...buckets: Bucket[]): Histogram => ({ unit: 'microseconds', buckets })
  const buckets = [
    { min: 0, max: 999_999, count: 3 },
    { min: 1_000_000, max: 1_999_999, count: 1 },
  ]
  expect(upperBound(of(...buckets), 0.5, 'none')).toEqual({ value: 1 })
  expect(upperBound(of(...buckets), 0.75, 'none')).toEqual({ value: 1 })
  expect(upperBound(of(...buckets), 0.76, 'none')).toEqual({ value: 2 })
  expect(upperBound({ unit: 'nanoseconds', buckets }, 0.5, 'none')).toEqual({ value: 0.001 })
  expect(upperBound(of(), 0.5, 'none')).toEqual({ missing: 'none' })
  expect(upperBound(of({ min: 8, max: null, count: 1 }), 0.5, 'none')).toEqual({
    missing: expect.stringContaining('open'),
  })
})

test('refaults against pages swapped in: included runs that have both counters, by condition', () => {
  const both = (refaults: number, swapIns: number) => ({
    vmstat: vmstat({ workingset_refault_anon: refaults, pswpin: swapIns }),
  })
  const made = experiment(
    run('off-1', both(10, 100)),
    run('off-2', both(30, 100)),
    run('off-3', both(1000, 1000), { included: false }),
    run('off-4', { vmstat: vmstat({ workingset_refault_anon: 1000 }) }),
    run('off-5', { vmstat: vmstat({ pswpin: 1000 }) }),
    run('off-6', { vmstat: null }),
    run('on-1', both(0, 50)),
  )
  expect(refaultShare(made, 'off')).toEqual({ refaults: 40, swapIns: 200 })
  expect(refaultShare(made, 'on')).toEqual({ refaults: 0, swapIns: 50 })
  expect(refaultsSeen(made)).toMatch(
    /40 refaults to 200 pages swapped in \(20\s?%\) with MGLRU off and 0 refaults/,
  )
  expect(refaultsSeen(experiment(run('off-1', both(0, 0)), run('on-1', both(5, 0))))).toBeNull()
  expect(refaultsSeen(experiment(run('off-1', both(0, 0)), run('on-1', both(5, 10))))).not.toContain(
    'MGLRU off',
  )
})

test('lost stalls, in words', () =>
  expect([1, 2].map(lostStalls)).toEqual(['1 stall was lost', '2 stalls were lost']))

test('a count over its own length, where it has one', () => {
  const ten = run('on-1')
  expect(perSecond(25, ten, 5)).toEqual({ value: 5 })
  expect(perSecond(25, ten, 0.5)).toEqual({ value: 50 })
  expect(perSecond(25, ten, 0)).toEqual({ value: 2.5 })
  expect(perSecond(25, ten, undefined)).toEqual({ value: 2.5 })
})

test('counters of a cgroup: all of them or none, and why', () => {
  const stat = (counts: Record<string, number>) => ({ deltas: new Map(Object.entries(counts)) }) as never
  const both = stat({ 'memory.stat.pgfault': 30, 'memory.stat.pgmajfault': 20, 'cpu.stat.usage_usec': 9 })
  const rate = (of: never, ...counters: string[]) => cgroupRate(of, run('on-1'), counters)
  expect(rate(both, 'pgfault', 'pgmajfault')).toEqual({ value: 5 })
  expect(rate(both, 'pgfault', 'gone')).toEqual({ missing: "this kernel's memory.stat has no gone" })
  expect(rate(stat({ 'cpu.stat.usage_usec': 9 }), 'pgfault')).toEqual({
    missing: 'the cgroup of the workload has no memory controller',
  })
})
