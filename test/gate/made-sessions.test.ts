import { describe, expect, test } from '@jest/globals'
import { diff, made, sessions } from './made.js'

// as in made.test.ts, of several sessions

describe('effects', () => {
  const of = (...all: Parameters<typeof sessions>) => diff(sessions(...all), { question: 'effects' }).rows
  test('of one session on each side: the change from one to the other, without a test', () => {
    // of logarithms the mean is the geometric one: 2 in base, 3 in new
    const [row] = of(
      [
        'base',
        {
          m: [
            [10, 10],
            [16, 25],
          ],
        },
      ],
      [
        'new',
        {
          m: [
            [10, 10],
            [30, 30],
          ],
        },
      ],
    )
    expect(row?.base.values[0]).toBeCloseTo(2, 12)
    expect(row?.new.values[0]).toBeCloseTo(3, 12)
    expect(row?.effect?.estimate).toBeCloseTo(1.5, 12)
    expect([row?.effect?.lower, row?.test.p]).toEqual([null, null])
    expect(row?.reason).toMatch(/^A test needs at least 2 sessions on each side \(there are 1 \+ 1\)/)
  })
  test('of one metric the adjusted p is the p', () => {
    const runs = (by: number) => ({
      m: [
        [10, 11, 10, 11],
        [10 * by, 11.5 * by, 10 * by, 11 * by],
      ] as const,
    })
    const [row] = of(['base', runs(1)], ['new', runs(2)], ['new', runs(2.1)], ['base', runs(1.1)])
    expect(row?.test.p).toBeLessThan(0.05)
    expect(row?.test.pAdjusted).toBe(row?.test.p)
    expect(row?.verdict).toBe('improved')
  })
  test('without values nothing was measured', () => {
    const [row] = of(['base', { m: [[], []] }], ['new', { m: [[], []] }])
    expect(row?.reason).toBe('Not measured: no session has two runs of each condition.')
    const [one] = of(['base', { m: [[1], [1]] }], ['new', { m: [[1], [1]] }])
    expect(one?.reason).toBe('Not measured: no session has two runs of each condition.')
  })
  test('of counters that another kernel defines otherwise there is none', () => {
    const runs = {
      'refault-anon-rate': [
        [1, 2],
        [3, 4],
      ],
    } as const
    const between = (kernel: string) =>
      diff(
        [made('base', 'a', { metrics: runs, kernel: '6.1.0' }), made('new', 'b', { metrics: runs, kernel })],
        {
          question: 'effects',
        },
      ).rows[0]?.verdict
    expect([between('6.12.0'), between('6.1.9')]).toEqual(['not-comparable', 'inconclusive'])
  })
})

describe('levels of one session on each side', () => {
  const reason = (off: number[], on: number[]) =>
    diff(sessions(['base', { m: [off, []] }], ['new', { m: [on, []] }]), { condition: 'mglru-off' }).rows[0]
      ?.text
  const up = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + index)
  test('differ where the runs do at 5%', () => {
    // p of two runs against eight apart from them is 2/45, of three against four 2/35
    expect(reason(up(2, 1), up(8, 100))).toContain('is inconclusive')
    const notes = (off: number[], on: number[]) =>
      diff(sessions(['base', { m: [off, []] }], ['new', { m: [on, []] }]), { condition: 'mglru-off' }).notes
    expect(notes(up(2, 1), up(8, 100)).join('\n')).toMatch(/The runs of the two sessions differ by/)
    expect(notes(up(3, 1), up(4, 100)).join('\n')).toMatch(/do not differ for certain/)
  })
})

test('a row that passes needs no excuse of too few sessions', () => {
  const level = (more: number) =>
    Object.fromEntries(
      'abcdefgh'
        .split('')
        .map((name, index) => [name, [[100 + ((more * (index + 3)) % 7) / 50], []] as const]),
    )
  const six = sessions(
    ...[0, 1, 2, 3, 4, 5].map((index) => [index % 2 === 0 ? 'base' : 'new', level(index)] as const),
  )
  const { rows } = diff(six, { condition: 'mglru-off' })
  expect(rows.map(({ outcome, reason }) => [outcome, reason])).toEqual(rows.map(() => ['pass', null]))
})

test('runs that differ on one side or not at all do not differ for certain', () => {
  const [off, on] = [
    [1, 1, 1, 1, 1, 1],
    [1, 1, 1, 2, 2, 2],
  ]
  const { notes } = diff(sessions(['base', { m: [off, []] }], ['new', { m: [on, []] }]), {
    condition: 'mglru-off',
  })
  expect(notes.join('\n')).toMatch(/do not differ for certain/)
})

describe('in words', () => {
  const text = (off: number[], on: number[], question: 'levels' | 'effects') =>
    diff(sessions(['base', { m: [off, on] }], ['new', { m: [off, on] }]), { question }).rows[0]?.text
  test('what never happened, and medians of levels and of effects', () => {
    expect(text([0, 0], [0, 0], 'levels')).toBe('The m with MGLRU off did not occur (0 in all 2 sessions).')
    expect(text([5, 5], [5, 5], 'levels')).toMatch(/\(median 5\S* → 5\S* requests\/s; 1 \+ 1 sessions\)/)
    expect(text([5, 5], [10, 10], 'effects')).toMatch(/\(median effect \+100% → \+100%; 1 \+ 1 sessions\)/)
  })
})
