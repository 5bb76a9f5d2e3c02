import { describe, expect, test } from '@jest/globals'
import { mediansDisagree } from '../../src/compare/median-warnings.js'
import { findingOf, findings } from '../../src/report/findings.js'
import { collapseText } from '../../src/report/sentence-parts.js'
import { FIXTURES, reportOf } from '../fixtures.js'

describe.each(FIXTURES)('%s', (fixture) => {
  test('medians that contradict the estimate are told with it, in the row and in the sentence', async () => {
    const { comparisons, conditions, experiment } = await reportOf(fixture)
    for (const one of comparisons) {
      const warned = one.warnings.some(({ id }) => id === 'medians-disagree')
      expect({ metric: one.metric, warned }).toEqual({ metric: one.metric, warned: mediansDisagree(one) })
      if (!warned || one.verdict === 'not-comparable' || one.metric === 'collapsed-runs') continue
      const sentence = findingOf(one, conditions, experiment.kind)
      expect(sentence).toMatch(/The medians (rise|fall) although the estimate (falls|rises): .+\./)
      expect(sentence).toMatch(/median .+ → /)
    }
  })

  test('a metric that was 0 in every run did not occur, and no sentence calls it inconclusive', async () => {
    const { comparisons } = await reportOf(fixture)
    for (const { metric, verdict, baseline, treatment, family } of comparisons) {
      const values = [...baseline.values, ...treatment.values]
      const both = baseline.n > 0 && treatment.n > 0
      if (
        both &&
        verdict !== 'not-comparable' &&
        family !== 'descriptive' &&
        values.every((value) => value === 0)
      )
        expect({ metric, verdict }).toEqual({ metric, verdict: 'did-not-occur' })
    }
  })
})

test('what invalidates secondary metrics alone is told after the primary verdicts', async () => {
  const { findings, checks } = await reportOf('fixtures/experiments/fio-steady-6.12')
  const invalid = checks.filter(({ outcome }) => outcome === 'invalidates')
  expect(invalid.map(({ metrics }) => metrics)).toEqual([['cgroup-cpu-share', 'workload-cpu-time']])
  expect(findings.map((text) => /^\S+/.exec(text)?.[0])).toEqual([
    'fio.paced.read.clat_p95',
    'fio.paced.read.clat_p99',
    'Canary,',
    'Invalid:',
    'Secondary',
  ])
})

describe('a recording in which runs collapsed', () => {
  const made = reportOf('fixtures/experiments/swap-pressure-quiet-6.12')
  test('its first sentence tells the collapse, the effect without it, and the whole', async () => {
    const [first] = (await made).findings
    expect(first).toMatch(
      /^Throughput is inconclusive: −28%, 95\.9% CI \[−64%, \+19%\] .*Runs collapsed below 50% of the median of their condition: 3 of 12 runs with MGLRU on \(to about 10%\), 1 of 12 runs with MGLRU off/,
    )
    expect(first).toContain('Without those runs: −3.3%')
    expect(first).toContain('The medians rise although the estimate falls: 4 runs collapsed')
  })
  test('the figures of the AB-BA comparison, as computed outside of the project', async () => {
    const { comparisons } = await made
    const of = (metric: string) => comparisons.find((one) => one.metric === metric)
    expect(of('bogo-ops-rate')?.effect?.estimate).toBeCloseTo(0.718, 3)
    expect(of('bogo-ops-rate')?.test.p).toBeCloseTo(0.18, 3)
    expect(of('major-fault-rate')?.effect?.estimate).toBeCloseTo(0.273, 3)
    expect(of('swap-in-rate')?.effect?.estimate).toBeCloseTo(0.049, 3)
    expect(of('swap-out-rate')?.effect?.estimate).toBeCloseTo(0.649, 3)
    expect(of('major-fault-per-op')?.test.p).toBeCloseTo(0.065, 3)
    expect(of('swap-in-per-op')?.test.p).toBeCloseTo(0.026, 3)
    expect(of('swap-out-per-op')?.test.p).toBe(1)
    // relabelled together: 76 of 924 orders are as clear in any of the four
    expect(of('swap-in-per-op')?.test.pAdjusted).toBeCloseTo(0.0823, 4)
  })
  test('throughput comes first whatever its verdict', async () => {
    const { comparisons, conditions, experiment } = await made
    const improved = comparisons.map((one) =>
      one.metric === 'swap-in-per-op' ? { ...one, verdict: 'improved' as const } : one,
    )
    const sentences = findings(improved, [], conditions, experiment.kind)
    expect(sentences[0]).toMatch(/^Throughput /)
    expect(sentences[1]).toMatch(/^Swap-ins per operation improved: −91%, 95\.9% CI \[−99%, −51%\]/)
  })
  test('a look that is not the last is said to be that, before anything else', async () => {
    const { comparisons, conditions, experiment } = await made
    const looked = comparisons.map((one) => ({ ...one, look: { look: 2, of: 4, alpha: 0.0232 } }))
    expect(findings(looked, [], conditions, experiment.kind)[0]).toBe(
      'Look 2 of 4, not final: a verdict needs an adjusted p of at most 0.0232.',
    )
  })
})

test('how deep runs collapsed: to nothing, to next to nothing, to a share', () => {
  const depth = (collapsed: number) => {
    const side = (values: number[]) => ({
      n: values.length,
      values,
      median: 100,
      runs: values.map((_, index) => `${index}`),
    })
    const one = {
      baseline: side([100, 100, 100]),
      treatment: side([100, 100, collapsed]),
      collapsed: { share: 0.5, baseline: [], treatment: ['2'], p: 1, otherwise: null, n: 2 },
      unit: 'bogo-ops/s',
    }
    return collapseText(one as never, [{ label: 'off' }, { label: 'on' }], 'directory')
  }
  expect(depth(0)).toContain('1 of 3 runs with on (to 0), 0 of 3 runs with off;')
  expect(depth(0.5)).toContain('(to less than 1%)')
  expect(depth(7.6)).toContain('(to about 8%)')
})
