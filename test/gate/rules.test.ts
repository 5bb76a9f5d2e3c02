import { describe, expect, test } from '@jest/globals'
import { orderOf } from '../../src/gate/check-sides.js'
import {
  armsOf,
  comparisonOf,
  identityOf,
  invalidOf,
  isSameArm,
  type Recording,
} from '../../src/gate/recording.js'
import { excludesWorse, GATE_ALPHA, outcomeOf, rowOutcome, toleranceOf } from '../../src/gate/row-outcome.js'
import { MAX_MAGNITUDE, sessionsOf } from '../../src/gate/sessions.js'
import { summaryOf, toleratedText, worstFirst } from '../../src/gate/words.js'

// the rules of the gate one by one, on values of which the answer is known by hand

const bounds = (lower: number, upper: number, confidence = 0.9) => ({ lower, upper, confidence })

describe('what an interval excludes', () => {
  test.each([
    // better, lower, upper, whether a change for the worse beyond 0.1 is left out
    ['higher', -0.09, 9, true],
    ['higher', -0.1, 9, false],
    ['higher', -0.11, 0.01, false],
    ['lower', -9, 0.09, true],
    ['lower', -9, 0.1, false],
    ['lower', -0.01, 0.11, false],
    ['neither', -0.09, 0.09, true],
    ['neither', -0.09, 0.1, false],
    ['neither', -0.1, 0.09, false],
  ] as const)('%s is better, from %d to %d: %s', (better, lower, upper, excluded) => {
    expect(excludesWorse(bounds(lower, upper), 0.1, better)).toBe(excluded)
  })

  test('nothing, below a confidence of 90%; a sum of doubles counts as 90%', () => {
    expect(excludesWorse(bounds(0, 0, 0.9 - 1e-12), 0.1, 'higher')).toBe(true)
    expect(excludesWorse(bounds(0, 0, 0.9 - 1e-6), 0.1, 'higher')).toBe(false)
    expect(excludesWorse(bounds(0, 0, 0.95), 0.1, 'higher')).toBe(true)
  })

  test('a regression fails whatever is excluded', () => {
    expect([outcomeOf('regressed', true), outcomeOf('regressed', false)]).toEqual(['fail', 'fail'])
    expect([outcomeOf('inconclusive', true), outcomeOf('inconclusive', false)]).toEqual([
      'pass',
      'cannot-tell',
    ])
    expect(outcomeOf('improved', false)).toBe('cannot-tell')
  })
})

describe('a row', () => {
  const row = (
    lower: number,
    upper: number,
    pAdjusted: number | null,
    better: 'higher' | 'lower' = 'higher',
  ) => rowOutcome({ interval: bounds(lower, upper), pAdjusted, margin: 0.1, better })
  test('one-sided p of exactly 5% is enough, a little more is not', () => {
    expect(row(-0.5, -0.2, GATE_ALPHA)).toEqual({ verdict: 'regressed', clarity: 'clear', outcome: 'fail' })
    expect(row(-0.5, -0.2, 0.0501)).toEqual({
      verdict: 'inconclusive',
      clarity: null,
      outcome: 'cannot-tell',
    })
    expect(row(-0.5, -0.2, 0.9)).toMatchObject({ verdict: 'inconclusive' })
  })
  test('the direction is that of the metric, and a size within the smallest effect is uncertain', () => {
    expect(row(0.2, 0.5, 0.01)).toEqual({ verdict: 'improved', clarity: 'clear', outcome: 'pass' })
    expect(row(0.2, 0.5, 0.01, 'lower')).toEqual({ verdict: 'regressed', clarity: 'clear', outcome: 'fail' })
    expect(row(-0.5, -0.05, 0.01)).toEqual({
      verdict: 'regressed',
      clarity: 'size-uncertain',
      outcome: 'fail',
    })
  })
  test('within the smallest effect it passes, with a test and without', () => {
    expect(row(-0.05, 0.05, null)).toEqual({ verdict: 'equivalent', clarity: null, outcome: 'pass' })
    expect(row(-0.05, -0.01, 0.01)).toEqual({ verdict: 'equivalent', clarity: 'clear', outcome: 'pass' })
  })
})

describe('what is tolerated', () => {
  const metric = {
    better: 'higher',
    unit: 'requests/s',
    smallestEffect: { relative: 0.05, absolute: 0 },
  } as const
  test('a fall by a tenth is a rise by a ninth', () => {
    const { margin, shown } = toleranceOf('ratio', metric, 0.1, [7, 7])
    expect(margin).toBeCloseTo(-Math.log(0.9), 12)
    expect(shown).toBeCloseTo(0.1, 12)
  })
  test('a rise by a tenth is a tenth', () => {
    const { margin, shown } = toleranceOf('ratio', { ...metric, better: 'lower' }, 0.1, [7, 7])
    expect(margin).toBeCloseTo(Math.log(1.1), 12)
    expect(shown).toBeCloseTo(0.1, 12)
  })
  test('where nothing is asked for, the smallest effect, on the scale of the row', () => {
    expect(toleranceOf('ratio', metric, null, [7, 7]).shown).toBeCloseTo(0.05, 12)
    expect(toleranceOf('difference', metric, null, [10, 30])).toEqual({ margin: 1, shown: 1 })
  })
  test('of a share of runs a percentage is one of all runs, of another share one of its level', () => {
    const share = { better: 'lower', unit: 'share', smallestEffect: { relative: 0, absolute: 0.05 } } as const
    expect(toleranceOf('difference', share, 0.2, [0, 0]).margin).toBe(0.2)
    expect(toleranceOf('difference', share, null, [0, 0]).margin).toBe(0.05)
    const relative = { ...share, smallestEffect: { relative: 0.01, absolute: 0 } }
    expect(toleranceOf('difference', relative, 0.2, [0.5, 0.5]).margin).toBeCloseTo(0.1, 12)
  })
  test('an absolute floor next to a level of almost 0 is no infinite factor', () => {
    const floor = { ...metric, better: 'lower', smallestEffect: { relative: 0.05, absolute: 1 } } as const
    expect(toleranceOf('ratio', floor, null, [1e-320, 1e-320]).shown).toBe(Math.expm1(700))
  })
  test('in words', () => {
    const effect = { scale: 'ratio', estimate: 1, lower: 1, upper: 1, confidence: 0.9 } as const
    const words = (tolerated: number | null, scale: 'ratio' | 'difference', unit: string) =>
      toleratedText({ tolerated, effect: { ...effect, scale }, unit } as never)
    expect(words(0.03, 'ratio', 'share')).toBe('3.0%')
    expect(words(0.05, 'difference', 'share')).toBe('5.0 percentage points')
    expect(words(0.1, 'difference', 'count')).toMatch(/^0\.10/)
    expect(words(null, 'ratio', 'share')).toBe('')
  })
})

const recording = (side: 'base' | 'new', experiment: object, rest: object = {}): Recording =>
  ({
    path: 'x',
    side,
    report: { experiment: { recordedAt: null, boots: [], ...experiment }, ...rest },
  }) as never

describe('the order of recordings', () => {
  const order = (sides: string, at: (place: number) => string | null = (place) => `2026-01-0${place + 1}`) =>
    orderOf(
      [...sides]
        .map((side, place) => recording(side === 'b' ? 'base' : 'new', { recordedAt: at(place) }))
        // all of base, then all of new, as they are named
        .sort((a, b) => (a.side < b.side ? -1 : a.side > b.side ? 1 : 0)),
    )
  test.each([
    ['bnnb', 'interleaved'],
    ['bnbn', 'interleaved'],
    ['bbnnb', 'interleaved'],
    ['bbbnnb', 'mixed'],
    ['bnnnb', 'mixed'],
    ['bnbbb', 'mixed'],
    ['bbnn', 'separate'],
    ['nnnb', 'separate'],
    ['bb', 'separate'],
  ])('%s is %s, when all of base are named before all of new', (sides, expected) => {
    expect(order(sides)).toBe(expected)
  })
  test('it is unknown where a time is not recorded, or two are the same', () => {
    expect(order('bnnb', (place) => (place === 2 ? null : `2026-01-0${place + 1}`))).toBe('unknown')
    expect(order('bnnb', (place) => `2026-01-0${Math.min(place, 2)}`)).toBe('unknown')
  })
})

describe('sessions', () => {
  const boots = (all: [side: 'base' | 'new', boots: string[]][]) =>
    sessionsOf(all.map(([side, names]) => recording(side, { boots: names }))).map(({ side, recordings }) => [
      side,
      recordings.length,
    ])
  test('recordings of one boot are one, also through a third that has both boots; sides stay apart', () => {
    expect(
      boots([
        ['base', ['1']],
        ['base', ['2']],
        ['new', ['1']],
      ]),
    ).toEqual([
      ['base', 1],
      ['base', 1],
      ['new', 1],
    ])
    expect(
      boots([
        ['base', ['1']],
        ['new', ['9']],
        ['base', ['2']],
        ['base', ['2', '1']],
      ]),
    ).toEqual([
      ['base', 3],
      ['new', 1],
    ])
  })
  test('recordings of unknown boots are each one of its own', () => {
    expect(
      boots([
        ['base', []],
        ['base', []],
      ]),
    ).toEqual([
      ['base', 1],
      ['base', 1],
    ])
  })
  test('what is larger is no measurement of a machine, and sums of it are still numbers', () => {
    expect(Number.isFinite(MAX_MAGNITUDE * MAX_MAGNITUDE)).toBe(true)
    expect(MAX_MAGNITUDE).toBeGreaterThan(1e100)
  })
})

describe('conditions', () => {
  const [off, on] = [
    { id: 'off', label: 'MGLRU off', role: 'baseline', settings: { 'lru_gen.enabled': '0', a: '1' } },
    { id: 'on', label: 'MGLRU on', role: 'treatment', settings: {} },
  ]
  const arms = (conditions: object[], comparison = 'settings') =>
    armsOf({ conditions, experiment: { comparison } } as never)
  test('settings in any order are the same; without settings the same id with the same label', () => {
    const [one, other] = arms([off, on] as object[])
    const [turned] = arms([
      { ...off, id: 'x', label: 'y', settings: { a: '1', 'lru_gen.enabled': '0' } },
      on,
    ] as object[])
    expect(one?.asked).toBe('a=1, lru_gen.enabled=0')
    expect(isSameArm(one as never, turned as never)).toBe(true)
    expect(isSameArm(one as never, other as never)).toBe(false)
    const [untold, named] = arms([
      { ...off, settings: {} },
      { ...on, id: 'off' },
    ] as object[])
    expect(isSameArm(one as never, untold as never)).toBe(true)
    expect(isSameArm(one as never, named as never)).toBe(false)
  })
  test('two equal ones are one with the runs of both', () => {
    const [both, none] = arms([off, { ...on, settings: off?.settings }] as object[], 'same')
    expect(none).toBeUndefined()
    expect(both).toMatchObject({
      label: 'both conditions (a=1, lru_gen.enabled=0)',
      ids: ['off', 'on'],
      roles: ['baseline', 'treatment'],
    })
    expect(arms([{ ...off, settings: {} }, on] as object[], 'same')[0]?.label).toBe('both conditions')
    // an A/A recording has either name
    const [untold] = arms([{ ...off, settings: {} }, on] as object[])
    expect(isSameArm(both as never, untold as never)).toBe(true)
  })
})

describe('what no two recordings share', () => {
  const report = (manifestSha256: string | null, inputs: object[], value: number) =>
    ({
      experiment: { manifestSha256 },
      inputs,
      comparisons: [{ metric: 'm', baseline: { values: [value] }, treatment: { values: [2] } }],
    }) as never
  const file = (sha256: string) => ({ sha256, run: 'r', name: 'n' })
  test('the manifest, else the input files in any order, else the values', () => {
    expect(identityOf(report('a', [file('1')], 1))).toBe(identityOf(report('a', [file('2')], 2)))
    expect(identityOf(report(null, [file('1'), file('2')], 1))).toBe(
      identityOf(report(null, [file('2'), file('1')], 9)),
    )
    expect(identityOf(report(null, [file('1')], 1))).not.toBe(identityOf(report(null, [file('2')], 1)))
    expect(identityOf(report(null, [], 1))).toBe(identityOf(report(null, [], 1)))
    expect(identityOf(report(null, [], 1))).not.toBe(identityOf(report(null, [], 3)))
  })
  test('a metric is found by its id, and not where there is none of it', () => {
    const comparisons = [{ metric: 'a' }, { metric: 'b' }]
    expect(comparisonOf({ comparisons } as never, 'b')).toBe(comparisons[1])
    expect(comparisonOf({ comparisons } as never, 'c')).toBeUndefined()
  })
  test('a check that invalidates speaks of all metrics or of those that it names', () => {
    const checks = [
      { outcome: 'caution', metrics: null, text: 'only a caution' },
      { outcome: 'invalidates', metrics: ['a'], text: 'a is wrong' },
    ]
    expect(invalidOf({ checks } as never, 'a')).toBe('a is wrong')
    expect(invalidOf({ checks } as never, 'b')).toBeNull()
    expect(invalidOf({ checks: [{ ...checks[1], metrics: null }] } as never, 'b')).toBe('a is wrong')
  })
})

describe('the outcome in a sentence', () => {
  const rows = (...outcomes: string[]) => outcomes.map((outcome) => ({ outcome })) as never
  test.each([
    [['fail'], 'Fail: 1 of 1 comparison regressed.'],
    [['pass', 'fail', 'cannot-tell'], 'Fail: 1 of 3 comparisons regressed.'],
    [['pass'], 'Pass: the data exclude a regression beyond its smallest effect in the comparison.'],
    [
      ['pass', 'pass'],
      'Pass: the data exclude a regression beyond its smallest effect in all 2 comparisons.',
    ],
    [
      ['pass', 'cannot-tell'],
      'Cannot tell: nothing is shown to have regressed, and 1 of 2 comparisons does not exclude it.',
    ],
    [
      ['cannot-tell', 'cannot-tell'],
      'Cannot tell: nothing is shown to have regressed, and 2 of 2 comparisons do not exclude it.',
    ],
  ])('%j', (outcomes, text) => {
    expect(summaryOf(rows(...outcomes), null)).toBe(text)
  })
  test('what was asked to be tolerated', () => {
    expect(summaryOf(rows('pass'), 0.05)).toContain('beyond 5%')
  })
  test('the worst first, and else as they came', () => {
    const mixed = [
      { outcome: 'pass', at: 0 },
      { outcome: 'cannot-tell', at: 1 },
      { outcome: 'fail', at: 2 },
      { outcome: 'pass', at: 3 },
      { outcome: 'cannot-tell', at: 4 },
    ] as const
    expect(worstFirst(mixed).map(({ at }) => at)).toEqual([2, 1, 4, 0, 3])
  })
})
