import { describe, expect, test } from '@jest/globals'
import type { InputError } from '../../src/base/input-error.js'
import { sideOf } from '../../src/gate/bare-row.js'
import { notComparableBetween } from '../../src/gate/between-kernels.js'
import { gatedMetrics } from '../../src/gate/gated-metrics.js'
import { ONE_SESSION } from '../../src/gate/levels.js'
import { armsOf } from '../../src/gate/recording.js'
import { SIDE_RULES } from '../../src/gate/side-rules.js'
import { CONDITIONS, diff, type MadeReport, made } from './made.js'

// diffs of reports so small that every number is known by hand

test('the median of a side, and none without values', () => {
  expect(sideOf([])).toEqual({ n: 0, median: null, values: [] })
  expect(sideOf([3])).toEqual({ n: 1, median: 3, values: [3] })
})

describe('notes', () => {
  const notes = (
    count: number,
    own: (index: number) => MadeReport,
    question: 'levels' | 'effects' = 'levels',
  ) =>
    diff(
      Array.from({ length: count }, (_, index) =>
        made(index < count / 2 ? 'base' : 'new', `r${index}`, own(index)),
      ),
      { question },
    ).notes
  const timed = (index: number): MadeReport => ({ recordedAt: `2026-01-0${index + 1}`, boots: [`${index}`] })
  test('one session on each side: levels alone have that caveat', () => {
    expect(notes(2, timed)).toContain(ONE_SESSION)
    expect(notes(2, timed, 'effects')).not.toContain(ONE_SESSION)
    expect(notes(3, timed)).not.toContain(ONE_SESSION)
  })
  test('of the order from three recordings on', () => {
    const order = /One side was recorded before the other|The order of the recordings is not recorded/
    expect(notes(2, timed).join('\n')).not.toMatch(order)
    expect(notes(3, timed).join('\n')).toMatch(order)
    expect(notes(2, () => ({})).join('\n')).not.toMatch(order)
    expect(notes(3, () => ({})).join('\n')).toMatch(order)
  })
  test('of boots that are not recorded from three recordings on, and of those that count once', () => {
    expect(notes(2, () => ({})).join('\n')).not.toMatch(/The boot is not recorded/)
    expect(notes(3, () => ({})).join('\n')).toMatch(/The boot is not recorded in 3 of 3 reports/)
    const two = notes(4, (index) => ({ boots: index < 2 ? ['a'] : index === 2 ? ['b'] : [] })).join('\n')
    expect(two).toContain('Recordings of one boot count as one session: 4 recordings, 3 sessions.')
    expect(two).toContain('The boot is not recorded in 1 of 4 reports')
    expect(notes(4, timed).join('\n')).not.toMatch(/boot/)
  })
})

test('a hundred comparisons are the most', () => {
  const many = (count: number) => {
    const metrics = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`m${index}`, [[5], [5]] as const]),
    )
    const conditions = [CONDITIONS[0], { ...CONDITIONS[1], settings: CONDITIONS[0]?.settings }] as object[]
    return () =>
      diff([
        made('base', 'a', { metrics, conditions, comparison: 'same' }),
        made('new', 'b', { metrics, conditions, comparison: 'same' }),
      ])
  }
  expect(many(100)().rows).toHaveLength(100)
  expect(many(101)).toThrow('expected at most 100 comparisons, found 101')
})

test('one report alone: kernels are those of its conditions, else that of its machine', () => {
  const kernels = (own: MadeReport) => {
    const { base, new: after } = diff([made('base', 'a', own)])
    return [base.kernels, after.kernels]
  }
  expect(kernels({})).toEqual([['6.12.0'], ['6.12.0']])
  expect(kernels({ kernel: null })).toEqual([[], []])
  const conditions = CONDITIONS.map((one, index) => ({ ...one, settings: { kernel: `6.${index + 1}` } }))
  expect(kernels({ conditions })).toEqual([['6.1'], ['6.2']])
})

describe('counters that changed with one LRU alone', () => {
  const refused = (base: object[], after: object[], arm: 0 | 1) => {
    const recordings = [
      made('base', 'a', { kernel: '6.1.0', conditions: base }),
      made('new', 'b', { kernel: '6.12.0', conditions: after }),
    ]
    const metric = { counts: ['workingset_refault_anon'] } as never
    const wanted = armsOf((recordings[0] as ReturnType<typeof made>).report)[arm]
    return notComparableBetween(recordings, metric, wanted as never)
  }
  test('are compared under the other', () => {
    expect(refused(CONDITIONS, CONDITIONS, 0)).toBeNull()
    expect(refused(CONDITIONS, CONDITIONS, 1)).toMatch(/^Since Linux 6\.5 MGLRU counts all refaults.*\.$/)
  })
  test('without settings the name of the condition says which it is', () => {
    const bare = CONDITIONS.map((one) => ({ ...one, settings: {} }))
    expect(refused(bare, bare, 0)).toBeNull()
    expect(refused(bare, bare, 1)).not.toBeNull()
    // of another name it is not known, and could be either
    const other = bare.map((one, index) => ({ ...one, id: `c${index}` }))
    expect(refused(other, other, 0)).not.toBeNull()
  })
})

describe('metrics of a gate', () => {
  const two = (own: MadeReport, other: MadeReport = own) => [made('base', 'a', own), made('new', 'b', other)]
  test('a report without a primary one is refused', () => {
    expect(() => diff(two({ row: { family: 'secondary' } }))).toThrow(
      'expected a report with a primary metric, found none',
    )
    expect(() => diff([made('base', 'a', { row: { family: 'secondary' } })])).toThrow('found none')
  })
  test('of collapsed runs a twentieth of all is the smallest effect, and fewer are better', () => {
    const metrics = {
      'collapsed-runs': [
        [0, 1],
        [0, 0],
      ],
    } as const
    expect(gatedMetrics(two({ metrics }), ['collapsed-runs'])).toMatchObject([
      {
        unit: 'share',
        better: 'lower',
        smallestEffect: { relative: 0, absolute: 0.05 },
        isShareOfRuns: true,
      },
    ])
  })
  test('lists of names end after 300 characters', () => {
    const named = (letter: string) =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`${letter}${'x'.repeat(8)}${index}`, [[5], [5]] as const]),
      )
    const told = (run: () => unknown) => {
      try {
        run()
      } catch (error) {
        return [...String((error as InputError).found).replace(/^other metrics \((.*)\)$/, '$1')].length
      }
      return null
    }
    expect(told(() => diff(two({ metrics: named('a') }, { metrics: named('b') })))).toBe(300)
    expect(told(() => diff(two({ metrics: named('a') }), { metrics: ['nonsense'] }))).toBe(300)
  })
})

test('what a gate did says the margin that was asked for', () => {
  const two = [made('base', 'a'), made('new', 'b')]
  expect(diff(two).methods.at(-1)).toMatch(/beyond the smallest effect of each metric\./)
  expect(diff(two, { maxRegression: 0.1 }).methods.at(-1)).toMatch(
    /beyond a change for the worse of 10\S*%\./,
  )
})

test('why a session has no value: no run has one, or what the report says', () => {
  const reason = (row: object) =>
    diff([made('base', 'a', { metrics: { m: [[], []] }, row }), made('new', 'b')]).rows[0]?.reason
  const notes = (row: object) =>
    diff([made('base', 'a', { metrics: { m: [[], []] }, row }), made('new', 'b')]).notes
  expect([reason({}), notes({})]).toEqual([
    expect.anything(),
    expect.arrayContaining(['Not measured in base: no run has a value.']),
  ])
  expect(notes({ reason: 'no counter' })).toContain('Not measured in base: no counter.')
})

test('a metric that a check takes away has no value, for the reason of the check', () => {
  const [a, b] = [made('base', 'a'), made('new', 'b')]
  const { checks } = a.report as unknown as { checks: object[] }
  checks.push({ id: 'c', title: 'c', outcome: 'invalidates', text: 'Nothing ran.', metrics: ['m'] })
  expect(diff([a, b], { condition: 'mglru-on' }).notes).toContain('Not measured in base: Nothing ran.')
})

test('the kernel of a report that compares kernels, or of no machine, is not known', () => {
  const kernel = (own: MadeReport) =>
    SIDE_RULES.find(({ id }) => id === 'kernel')?.of(made('base', 'a', own).report)
  expect([kernel({}), kernel({ comparison: 'kernels' }), kernel({ kernel: null })]).toEqual([
    '6.12.0',
    null,
    null,
  ])
})

describe('the memory of two machines', () => {
  const notes = (mebibytes: number) => {
    const [a, b] = [made('base', 'a'), made('new', 'b')]
    const { host } = b.report as { host: { memoryBytes: number } }
    host.memoryBytes = mebibytes * 1024 * 1024
    return () => diff([a, b], { question: 'effects' }).notes.join('\n')
  }
  test('is one up to 5%', () => {
    expect(notes(1024 * 0.955)()).not.toContain('Memory of the machine')
    expect(notes(1024 * 0.945)()).toContain('Memory of the machine: 1024 MiB (base), 968 MiB (new).')
  })
})
