import { describe, expect, test } from '@jest/globals'
import { canarySeat } from '../../src/reduce/canary-seat.js'
import { cgroupCopies, increases } from '../../src/reduce/cgroup-copies.js'
import { filesOf, joinedEnds } from '../../src/reduce/copy-files.js'
import { inRanges } from '../../src/reduce/ranges.js'
import { temporaryFile } from '../temporary.js'

// canaries, copies and ranges, with values that are known by hand

const S = 1_000_000_000n

describe('a canary', () => {
  const begin = {
    type: 'begin' as const,
    where: 'x',
    program: 'c',
    period: 1e8,
    anonBytes: 1024,
    fileBytes: 2048,
  }
  const second = (at: bigint, late: number[], others = {}) => ({
    type: 'second' as const,
    where: 'x',
    at,
    late,
    anon: 2e6,
    file: 1e6,
    loop: 5e6,
    loopCpu: 4e6,
    majorFaults: 3,
    cpu: 2e6,
    ...others,
  })
  const ten = (value: number) => Array<number>(10).fill(value)

  test('late by a whole period could not run since half a period before; wake-ups count until the window ends', () => {
    const seat = canarySeat(begin, { start: 10n * S, end: 20n * S })
    const late = ten(1e6)
    late[5] = 1e8
    expect(seat.second(second(11n * S, late))).toEqual({ mean: 0.0109, touch: 0.003 })
    // due at the end, so not in it: nine are
    expect(seat.second(second(20n * S, ten(0), { anon: null }))).toEqual({ mean: 0, touch: null })
    expect(seat.second(second(21n * S, ten(0)))).toBeNull()
    const { late: told, touch, ...value } = seat.value()
    expect(value).toEqual({
      program: 'c',
      anonBytes: 1024,
      fileBytes: 2048,
      period: 0.1,
      seconds: 2,
      wakeups: 19,
      lateSeconds: 1,
      majorFaults: 6,
      cpuSeconds: 0.004,
      worstSecond: 0.0109,
      frozen: 0.15,
      loopCpu: 0.004,
      loopClock: 0.005,
      killed: null,
    })
    expect([told.p50, told.longest, touch.longest]).toEqual([0.001, 0.1, 0.003])
  })
  test('several wake-ups that are late together are one time in which it could not run', () => {
    const seat = canarySeat(begin, null)
    seat.second(second(1n * S, [0, 2.5e8, 1.5e8, 0.5e8, 0, 0, 0, 0, 0, 0]))
    // due 0.2 s and half a period before that, until 0.45 s
    expect(seat.value()).toMatchObject({ frozen: 0.3, lateSeconds: 1, wakeups: 10 })
  })
  test('killed, it cannot run for the rest of the window; ended as it was asked to, or after the window, it was not killed', () => {
    const ended = (at: bigint, status: number, bounds: { start: bigint; end: bigint } | null) => {
      const seat = canarySeat(begin, bounds)
      seat.second(second(11n * S, ten(0)))
      seat.end({ type: 'end', where: 'x', at, status })
      const { killed, frozen } = seat.value()
      return { killed, frozen }
    }
    const window = { start: 10n * S, end: 20n * S }
    expect(ended(15n * S, 137, window)).toEqual({ killed: { status: 137, after: 5 }, frozen: 5 })
    expect(ended(15n * S, 0, window)).toEqual({ killed: null, frozen: 0 })
    expect(ended(20n * S, 137, window)).toEqual({ killed: null, frozen: 0 })
    expect(ended(15n * S, 137, null)).toEqual({ killed: { status: 137, after: null }, frozen: 0 })
  })
})

describe('copies from before and after a run', () => {
  const file = (text: string, name: string) => ({ path: temporaryFile(text, name), name })
  const roles = { before: 'memory.events', after: 'memory.events', peak: 'memory.peak' } as const

  test('of a cgroup: one without the other is no part, and it is said which is missing', async () => {
    const before = file('high 1\n', 'x.memory.events-before')
    const after = file('high 5\nmax 2\n', 'x.memory.events-after')
    const peak = file('4096\n', 'x.memory.peak-after')
    const both = await cgroupCopies({ before, after, peak }, roles, 'run')
    expect(both).toMatchObject({
      present: true,
      value: {
        first: { 'memory.events.high': 1 },
        last: { 'memory.events.high': 5, 'memory.events.max': 2, 'memory.peak': 4096 },
        path: after.path,
      },
    })
    const grown = both.present ? [...increases(both.value, () => true)] : []
    expect(grown).toEqual([['memory.events.high', 4]])
    const told = async (files: object) => {
      const one = await cgroupCopies(files, roles, 'run')
      return one.present ? null : one.reason
    }
    expect(await told({ before })).toBe('no copy of memory.events from after the run was found')
    expect(await told({ after })).toBe('no copy of memory.events from before the run was found')
    expect(await told({ peak })).toBe('not recorded')
  })

  test('a counter of a cgroup that fell is an error', () => {
    const copies = { first: { a: 2 }, last: { a: 1 }, path: 'x' }
    expect(() => increases(copies, () => true)).toThrow(/a to be at least what it was before the run \(2\)/)
    expect(increases(copies, () => false).size).toBe(0)
  })

  const at = (seconds: bigint, data: Record<string, number>) => ({ at: seconds, data })
  const brackets =
    (of: Record<string, [bigint, bigint, Record<string, number>]>) => (one: { name: string }) =>
      Promise.resolve(
        of[one.name] === undefined
          ? null
          : {
              first: at(of[one.name]?.[0] ?? 0n, of[one.name]?.[2] ?? {}),
              last: at(of[one.name]?.[1] ?? 0n, of[one.name]?.[2] ?? {}),
              count: 2,
              warnings: [],
            },
      )
  const trace = { path: 'a', name: 'a', also: [{ path: 'b', name: 'b' }] }

  test('files of different parts are one, within two seconds of each other', async () => {
    expect(filesOf({ trace }).map(({ name }) => name)).toEqual(['a', 'b'])
    expect(filesOf({ before: { path: 'c', name: 'c' } }).map(({ name }) => name)).toEqual(['c'])
    const joined = await joinedEnds(
      { trace },
      brackets({ a: [0n, 9n * S, { x: 1 }], b: [2n * S, 9n * S, { y: 2 }] }),
    )
    expect(joined).toEqual({
      first: { at: 0n, data: { x: 1, y: 2 } },
      last: { at: 9n * S, data: { x: 1, y: 2 } },
      count: 2,
      warnings: [],
    })
    await expect(
      joinedEnds({ trace }, brackets({ a: [0n, 9n * S, { x: 1 }], b: [2n * S + 1n, 9n * S, { y: 2 }] })),
    ).rejects.toThrow(/first ones 2\.000000001 s apart/)
    await expect(
      joinedEnds({ trace }, brackets({ a: [0n, 9n * S, { x: 1 }], b: [0n, 9n * S, { x: 2 }] })),
    ).rejects.toThrow(/x here and in a/)
  })
  test('a file without a sample has no part, and without any there is nothing', async () => {
    expect(await joinedEnds({ trace }, brackets({ b: [1n, 2n, { y: 2 }] }))).toMatchObject({
      first: { at: 1n },
    })
    expect(await joinedEnds({ trace }, brackets({}))).toBeNull()
    const [before, after] = [
      { path: 'b', name: 'b' },
      { path: 'c', name: 'c' },
    ]
    const two = brackets({ b: [1n, 2n, { y: 2 }], c: [5n, 6n, { y: 7 }] })
    expect(await joinedEnds({ before, after }, two)).toEqual({
      first: { at: 1n, data: { y: 2 } },
      last: { at: 6n, data: { y: 7 } },
      count: 4,
      warnings: [],
    })
    expect(await joinedEnds({ before }, two)).toMatchObject({ last: { at: 2n } })
    expect(await joinedEnds({ before, after }, brackets({ b: [1n, 2n, {}] }))).toBeNull()
  })
})

test('parts of ranges are joined in their order; one that only the whole tells, or that cannot be joined, leaves nothing', async () => {
  type Part = { text: string }
  const ranges = inRanges<Part, { whole: string }>({
    read: () => Promise.resolve(null),
    join: (one, next) => (next.text === 'apart' ? null : { text: one.text + next.text }),
    finish: ({ text }) => Promise.resolve({ present: true, value: { whole: text }, warnings: [] }),
  })
  const merged = async (...parts: (Part | null)[]) => {
    const each = (async function* () {
      yield* parts as never[]
    })()
    const made = await ranges.merge(each, {}, { run: 'x', window: null })
    return made?.present ? made.value.whole : null
  }
  expect(await merged({ text: 'a' }, { text: 'b' }, { text: 'c' })).toBe('abc')
  expect(await merged({ text: 'a' }, null, { text: 'c' })).toBeNull()
  expect(await merged({ text: 'a' }, { text: 'apart' }, { text: 'c' })).toBeNull()
  expect(await merged()).toBeNull()
})
