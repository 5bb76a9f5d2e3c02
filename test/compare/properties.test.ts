import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { compareAll } from '../../src/compare/compare.js'
import type { Comparison, ComparisonInput, Design, RunValue } from '../../src/model/comparison.js'

const BLOCKED: Design = { blocked: true, seed: 's' }
const BARE: Design = { blocked: false, seed: 's' }
const SEED = 20240503

// few distinct values make ties, zeros and equal differences common; doubles make them rare; signs make ratios impossible
const value = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 1, max: 4 }).map((v) => v * 100),
  fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
)
const kind = fc.constantFrom('count', 'positive', 'any')
/** A column of one kind of values for n runs, some of them missing. */
const column = (n: number) =>
  kind.chain((which) =>
    fc.array(
      fc.option(
        which === 'count'
          ? fc.integer({ min: 0, max: 5 })
          : which === 'positive'
            ? fc.integer({ min: 90, max: 120 })
            : value,
        { freq: 15, nil: null },
      ),
      { minLength: n, maxLength: n },
    ),
  )

const experiment = fc
  .record({
    // beyond 8 the exact distributions, one for each pair of sizes, take most of the time, and nothing else changes before 12
    n: fc.integer({ min: 1, max: 8 }),
    metrics: fc.integer({ min: 1, max: 3 }),
    blocked: fc.boolean(),
  })
  .chain(({ n, metrics, blocked }) =>
    fc
      .array(fc.tuple(column(n), column(n), fc.constantFrom('primary', 'secondary', 'descriptive')), {
        minLength: metrics,
        maxLength: metrics,
      })
      .map((columns) => ({
        design: blocked ? BLOCKED : BARE,
        inputs: columns.map(([x, y, family], index) => make(`m${index}`, x, y, family as 'primary', blocked)),
      })),
  )

function make(
  metric: string,
  x: readonly (number | null)[],
  y: readonly (number | null)[],
  family: ComparisonInput['family'],
  blocked: boolean,
): ComparisonInput {
  const runs = (values: readonly (number | null)[], side: string): RunValue[] =>
    values.map((one, index) => ({
      run: `${side}${index}`,
      block: blocked ? index + 1 : null,
      position: blocked ? 1 + ((index + (side === 'on' ? 1 : 0)) % 2) : null,
      value: one,
      reason: one === null ? 'lost' : null,
    }))
  return {
    metric,
    title: metric,
    unit: 'count',
    better: 'higher',
    family,
    smallestEffect: { relative: 0.05, absolute: 1 },
    notComparable: null,
    baseline: runs(x, 'off'),
    treatment: runs(y, 'on'),
  }
}

const OPPOSITE: Record<string, string> = { improved: 'regressed', regressed: 'improved' }
const every = (comparisons: readonly Comparison[], look: (one: Comparison, index: number) => void) => {
  for (const [index, one] of comparisons.entries()) look(one, index)
}

test('shuffling the runs changes nothing but their order in the summaries', () => {
  fc.assert(
    fc.property(
      experiment,
      fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
      ({ design, inputs }, keys) => {
        const shuffle = (runs: readonly RunValue[]) =>
          runs
            .map((run, index) => ({ run, key: keys[index] as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ run }) => run)
        const before = compareAll(inputs, design)
        const after = compareAll(
          inputs.map((input) => ({
            ...input,
            baseline: shuffle(input.baseline),
            treatment: shuffle(input.treatment),
          })),
          design,
        )
        const unordered = ({ baseline: _, treatment: __, warnings, ...rest }: Comparison) => ({
          ...rest,
          warnings: warnings.map(({ id }) => id),
        })
        expect(after.map(unordered)).toEqual(before.map(unordered))
      },
    ),
    { numRuns: 80, seed: SEED },
  )
})

test('swapping the conditions mirrors everything', () => {
  fc.assert(
    fc.property(experiment, ({ design, inputs }) => {
      const swapped = compareAll(
        inputs.map((input) => ({ ...input, baseline: input.treatment, treatment: input.baseline })),
        design,
      )
      every(compareAll(inputs, design), (one, index) => {
        const other = swapped[index] as Comparison
        expect(other.verdict).toBe(OPPOSITE[one.verdict] ?? one.verdict)
        expect([other.clarity, other.test, other.moreBlocksNeeded]).toEqual([
          one.clarity,
          one.test,
          one.moreBlocksNeeded,
        ])
        expect(other.effect?.confidence).toBe(one.effect?.confidence)
        expect(other.effect?.scale).toBe(one.effect?.scale)
        if (one.effect === null || other.effect === null) return
        const back = (v: number | null) =>
          v === null ? 0 : one.effect?.scale === 'difference' ? -v : v === 0 ? null : 1 / v
        const near = (a: number | null, b: number | null) =>
          a === null || b === null ? expect(a).toBe(b) : expect(a / (b || 1)).toBeCloseTo(b === 0 ? 0 : 1, 8)
        near(other.effect.estimate, back(one.effect.estimate))
        if (one.effect.confidence === null) return
        near(other.effect.lower, back(one.effect.upper))
        near(other.effect.upper, back(one.effect.lower))
      })
    }),
    { numRuns: 120, seed: SEED },
  )
})

test('a change of unit changes no verdict, no p and no ratio', () => {
  fc.assert(
    fc.property(
      experiment,
      fc.constantFrom(1000, 4096, 0.001, 1 / 3, 1e9, 2 ** -20),
      ({ design, inputs }, factor) => {
        const scale = (runs: readonly RunValue[]) =>
          runs.map((run) => ({ ...run, value: run.value === null ? null : run.value * factor }))
        const scaled = compareAll(
          inputs.map((input) => ({
            ...input,
            smallestEffect: { relative: 0.05, absolute: factor },
            baseline: scale(input.baseline),
            treatment: scale(input.treatment),
          })),
          design,
        )
        every(compareAll(inputs, design), (one, index) => {
          const other = scaled[index] as Comparison
          expect([other.verdict, other.clarity, other.test]).toEqual([one.verdict, one.clarity, one.test])
          if (one.effect?.scale === 'ratio')
            expect((other.effect?.estimate ?? 0) / one.effect.estimate).toBeCloseTo(1, 8)
        })
      },
    ),
    { numRuns: 120, seed: SEED },
  )
})

test('interval and p never disagree about "no change"', () => {
  fc.assert(
    fc.property(experiment, ({ design, inputs }) => {
      every(compareAll(inputs, design), ({ effect, test: { p } }) => {
        if (effect === null || effect.confidence === null || p === null) return
        const none = effect.scale === 'difference' ? 0 : 1
        const upper = effect.upper ?? Number.POSITIVE_INFINITY
        const lower = effect.lower ?? Number.NEGATIVE_INFINITY
        const outside = lower > none || upper < none
        const inside = lower < none && upper > none
        if (outside) expect(p).toBeLessThanOrEqual(0.05)
        if (inside) expect(p).toBeGreaterThan(0.05)
      })
    }),
    { numRuns: 150, seed: SEED },
  )
})

test('no NaN, no infinity, no undefined anywhere, and a reason wherever there is no effect', () => {
  const odd = fc.oneof(
    value,
    fc.constantFrom(
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0,
      -0,
      5e-324,
      1e308,
      -1e308,
      1e-300,
    ),
  )
  fc.assert(
    fc.property(
      fc.array(fc.option(odd, { nil: null }), { maxLength: 9 }),
      fc.array(fc.option(odd, { nil: null }), { maxLength: 9 }),
      fc.boolean(),
      (x, y, blocked) => {
        const found = compareAll([make('m', x, y, 'primary', blocked)], blocked ? BLOCKED : BARE)
        JSON.stringify(found, (_, one) => {
          if (typeof one === 'number' && !Number.isFinite(one)) throw new Error(`${one} in the result`)
          if (one === undefined) throw new Error('undefined in the result')
          return one
        })
        const [one] = found
        if (one?.effect === null) expect(one.reason).toMatch(/\.$/)
      },
    ),
    { numRuns: 250, seed: SEED },
  )
})
