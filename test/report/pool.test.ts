import { beforeAll, expect, test } from '@jest/globals'
// @ts-expect-error a script without types
import { variant } from '../../bench/fleet/make-reports.mjs'
import type { PublishedReport, Report } from '../../src/model/report.js'
import { renderPoolHtml } from '../../src/render/pool-html.js'
import { renderPoolMarkdown } from '../../src/render/pool-markdown.js'
import { poolReports } from '../../src/report/pool.js'
import { poolRefusal } from '../../src/report/pool-refusal.js'
import { poolSentences } from '../../src/report/pool-text.js'
import { randomEffects } from '../../src/stats/random-effects.js'
import { reportOf } from '../fixtures.js'

const METRIC = 'bogo-ops-rate'
let base: PublishedReport
beforeAll(async () => {
  base = await reportOf('fixtures/experiments/swap-pressure-quiet-6.12')
})

/** A report of another machine whose throughput changes by a ratio, known to within a factor. */
const machine = (index: number, ratio: number, within = 1.1): Report => {
  const report: Report = variant(base, index)
  return {
    ...report,
    workload: base.workload,
    comparisons: report.comparisons.map((one) =>
      one.metric === METRIC
        ? {
            ...one,
            family: 'primary',
            verdict: ratio > 1 ? 'improved' : 'regressed',
            effect: {
              scale: 'ratio',
              estimate: ratio,
              lower: ratio / within,
              upper: ratio * within,
              confidence: 0.95,
            },
          }
        : { ...one, family: 'secondary' },
    ),
  }
}
const throughput = (reports: readonly Report[]) => {
  const found = poolReports(reports).metrics.find(({ metric }) => metric === METRIC)
  if (found === undefined) throw new Error('not pooled')
  return found
}

test('the mean over machines is that of random effects on logarithms', () => {
  const ratios = [1.1, 1.3, 0.9, 1.25, 1.6]
  const { pooled, machines } = throughput(ratios.map((ratio, index) => machine(index, ratio)))
  const se = Math.log(1.1) / 1.959963984540054
  const expected = randomEffects(ratios.map((ratio) => ({ effect: Math.log(ratio), variance: se ** 2 })))
  expect(pooled?.effect.estimate).toBeCloseTo(Math.exp(expected.estimate), 9)
  expect(pooled?.effect.lower).toBeCloseTo(Math.exp(expected.lower), 9)
  expect(pooled?.prediction.upper).toBeCloseTo(Math.exp(expected.prediction?.upper ?? 0), 9)
  expect(machines.map(({ weight }) => weight)).toEqual(Array(5).fill(expect.closeTo(0.2, 9)))
  expect(pooled?.verdict).toBe('inconclusive')
  const text = poolSentences(throughput(ratios.map((ratio, index) => machine(index, ratio)))).join(' ')
  expect(text).toContain('One by one: 4 improved, 1 regressed.')
  expect(text).toContain('Machines differ in the effect')
})

test.each([
  ['improved', [1.2, 1.22, 1.18, 1.21, 1.2], 1.05],
  ['regressed', [0.8, 0.81, 0.79, 0.8], 1.05],
  ['equivalent', [1.001, 0.999, 1.0, 1.002], 1.005],
  ['inconclusive', [0.7, 1.4, 1.0], 1.05],
] as const)('%s', (verdict, ratios, within) => {
  const found = throughput(ratios.map((ratio, index) => machine(index, ratio, within)))
  expect(found.pooled?.verdict).toBe(verdict)
})

test('fewer than three machines with an interval are not pooled, and the excluded are counted with why', () => {
  const reports = [1.1, 1.2, 1.3].map((ratio, index) => machine(index, ratio))
  const broken = (change: object): Report => ({
    ...(reports[2] as Report),
    comparisons: (reports[2] as Report).comparisons.map((one) =>
      one.metric === METRIC ? { ...one, ...change } : one,
    ),
  })
  for (const [change, why] of [
    [{ effect: null }, 'without a confidence interval'],
    [{ verdict: 'not-comparable' }, 'not comparable there'],
    [{ unit: 'requests/s' }, 'measured in requests/s'],
    [{ effect: { scale: 'ratio', estimate: 1, lower: 1, upper: 1, confidence: 0.95 } }, 'no width'],
    [
      { effect: { scale: 'difference', estimate: 1, lower: 0, upper: 2, confidence: 0.95 } },
      'a difference, not a ratio',
    ],
  ] as const) {
    const found = throughput([...reports.slice(0, 2), broken(change)])
    expect(found.pooled).toBeNull()
    expect(found.excluded).toEqual([{ experiment: 'machine-0002', reason: expect.stringContaining(why) }])
    expect(poolSentences(found)[0]).toContain('is not pooled: 2 machines')
  }
})

test('what must be the same, and what may differ', () => {
  const reports = [1.1, 1.2, 1.3].map((ratio, index) => machine(index, ratio))
  expect(new Set(reports.map(({ host }) => host?.kernel)).size).toBeGreaterThan(1)
  expect(poolRefusal(reports)).toBeNull()
  const last = reports[2] as Report
  const work = last.workload as NonNullable<Report['workload']>
  for (const [changed, expected] of [
    [{ ...last, workload: { ...work, profile: 'redis' } }, /^the workload of the first report/],
    [{ ...last, workload: { ...work, memoryMaxBytes: 2 ** 27 } }, /^the workload of the first report/],
    [{ ...last, workload: null }, /tells its workload/],
    [
      { ...last, conditions: [last.conditions[1], last.conditions[0]] },
      /^the conditions of the first report/,
    ],
    [
      {
        ...last,
        conditions: [last.conditions[0], { ...last.conditions[1], settings: { swappiness: '10' } }],
      },
      /^the conditions/,
    ],
    [
      {
        ...(reports[0] as Report),
        experiment: {
          ...last.experiment,
          id: 'renamed',
          manifestSha256: reports[0]?.experiment.manifestSha256 ?? null,
        },
      },
      /^each report once/,
    ],
  ] as [Report, RegExp][])
    expect(poolRefusal([reports[0] as Report, reports[1] as Report, changed])).toEqual({
      index: 2,
      expected: expect.stringMatching(expected),
      found: expect.any(String),
    })
})

test('one workload whose options stand in another order is one, and with another value another', () => {
  const [first, second] = [1.1, 1.2].map((ratio, index) => machine(index, ratio)) as [Report, Report]
  const work = first.workload as NonNullable<Report['workload']>
  const of = (report: Report, argv: string[]) => ({
    ...report,
    workload: { ...work, argv, summary: argv.join(' '), withheld: 0 },
  })
  const one = of(first, ['stress-ng', '--vm', '2', '--metrics', '--timeout', '9s'])
  expect(
    poolRefusal([one, of(second, ['stress-ng', '--timeout', '9s', '--vm', '2', '--metrics'])]),
  ).toBeNull()
  expect(
    poolRefusal([one, of(second, ['stress-ng', '--timeout', '2s', '--vm', '9', '--metrics'])]),
  ).toMatchObject({
    index: 1,
  })
})

test('pages: every machine, the mean and the next machine; names are escaped', () => {
  const reports = [1.1, 1.2, 1.3, 1.1].map((ratio, index) => machine(index, ratio))
  ;(reports[1] as Report).experiment.id = '<img src=x> | `b`'
  ;(reports[2] as Report).comparisons = (reports[2] as Report).comparisons.map((one) =>
    one.metric === METRIC ? { ...one, verdict: 'inconclusive', test: { ...one.test, p: null } } : one,
  )
  const pool = poolReports(reports)
  const html = renderPoolHtml(pool)
  expect(html).not.toContain('<img')
  for (const text of [
    'machine-0003',
    'Mean over machines',
    'One more machine',
    '95% prediction interval',
    '25.0%',
  ])
    expect(html).toContain(text)
  expect(html.match(/<circle/g)).toHaveLength(6)
  const row =
    renderPoolMarkdown(pool)
      .split('\n')
      .find((line) => line.includes('img')) ?? ''
  expect(row).toContain('&lt;img')
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(6)
})
