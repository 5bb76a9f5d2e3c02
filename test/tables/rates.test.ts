import { describe, expect, test } from '@jest/globals'
import type { CgroupStat } from '../../src/streams/cgroup-stat.js'
import { cgroupRate } from '../../src/tables/cgroup.js'
import { perSecond } from '../../src/tables/rates.js'
import { run } from '../made.js'

const unknown = { ...run('off-1'), duration: null }

test('a count is over its own length where that is above 0, else over that of the run', () => {
  expect(perSecond(30, run('off-1'))).toEqual({ value: 3 })
  expect(perSecond(30, run('off-1'), 5)).toEqual({ value: 6 })
  expect(perSecond(30, run('off-1'), 0.5)).toEqual({ value: 60 })
  expect(perSecond(30, run('off-1'), 0)).toEqual({ value: 3 })
  expect(perSecond(30, unknown, 5)).toEqual({ value: 6 })
  expect(perSecond(30, unknown)).toEqual({ missing: 'the length of the run is unknown' })
})

describe('counters of the cgroup', () => {
  const stat = (...deltas: [string, number][]) => ({ deltas: new Map(deltas) }) as unknown as CgroupStat
  const both = stat(['cpu.usage_usec', 9], ['memory.stat.pgscan', 20], ['memory.stat.pgsteal', 7])
  test('are summed, over the length of the run', () => {
    expect(cgroupRate(both, run('off-1'), ['pgscan', 'pgsteal'])).toEqual({ value: 2.7 })
    expect(cgroupRate(both, run('off-1'), ['pgsteal'])).toEqual({ value: 0.7 })
  })
  test('one that is missing is, with what is missing', () => {
    expect(cgroupRate(both, run('off-1'), ['pgscan', 'zswpin'])).toEqual({
      missing: "this kernel's memory.stat has no zswpin",
    })
    expect(cgroupRate(stat(['cpu.usage_usec', 9]), run('off-1'), ['pgscan'])).toEqual({
      missing: 'the cgroup of the workload has no memory controller',
    })
  })
})
