import { expect, test } from '@jest/globals'
import { upgradeExperiment } from '../../src/experiment/upgrade.js'
import { METRICS } from '../../src/metrics/index.js'
import { buildReport } from '../../src/report/report.js'
import { upperBound } from '../../src/tables/quantiles.js'
import { loadFixture } from '../fixtures.js'
import { runCli } from '../run-cli.js'

const made = loadFixture('fixtures/constructed/blocks').then((experiment) => buildReport(experiment))

test('a metric without a value in any run has no row, unless it is primary', async () => {
  const { comparisons } = await made
  expect(comparisons.length).toBeGreaterThan(5)
  expect(comparisons.length).toBeLessThan(METRICS.length / 2)
  const empty = comparisons.filter(({ baseline, treatment }) => baseline.n + treatment.n === 0)
  expect(empty.filter(({ family }) => family !== 'primary')).toEqual([])
})

test('one that was declared keeps its row', async () => {
  const experiment = await loadFixture('fixtures/constructed/blocks')
  if (experiment.manifest === null) throw new Error('no manifest')
  const smallestEffect = { relative: 0.05, absolute: 0.1 }
  experiment.manifest.value.plan.primary = [{ metric: 'oom-kills', smallestEffect }]
  const row = buildReport(experiment).comparisons.find(({ metric }) => metric === 'oom-kills')
  expect(row).toMatchObject({ family: 'primary', baseline: { n: 0 }, treatment: { n: 0 } })
  expect((await made).comparisons.some(({ metric }) => metric === 'oom-kills')).toBe(false)
})

test('the glossary has the metrics and streams of the report, and the terms of these', async () => {
  const { glossary, comparisons, timelines, distributions } = await made
  const ids: string[] = glossary.map(({ id }) => id)
  const rows = comparisons.map(({ metric }) => metric).filter((id) => METRICS.some((one) => one.id === id))
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter((id) => !ids.includes(id))).toEqual([])
  const shown: (string | null)[] = [...comparisons, ...timelines, ...distributions].map(
    ({ metric }) => metric,
  )
  const metrics = METRICS.map(({ id }) => id).filter((id) => ids.includes(id))
  expect(metrics.filter((id) => !shown.includes(id))).toEqual([])
  expect(ids).toContain('stream:vmstat')
  expect(ids).not.toContain('stream:oom')
  expect(ids).toContain('word:page-fault')
  expect(ids).not.toContain('word:compaction')
})

test('a quantile is seconds, whatever the unit of the buckets', () => {
  const buckets = [{ min: 500_000_000, max: 999_999_999, count: 3 }]
  expect(upperBound({ unit: 'nanoseconds', buckets }, 0.5, 'none')).toEqual({ value: 1 })
  expect(upperBound({ unit: 'microseconds', buckets }, 0.5, 'none')).toEqual({ value: 1000 })
  expect(upperBound({ unit: 'nanoseconds', buckets: [] }, 0.5, 'none')).toEqual({ missing: 'none' })
})

test('a plan of version 1 that declares a metric by its old id means the metric', () => {
  const smallestEffect = { relative: 0.05, absolute: 0.1 }
  const primary = ['compaction-success-rate', 'swap-in-rate'].map((metric) => ({ metric, smallestEffect }))
  const old = { schemaVersion: 1, tool: { name: 'run-experiment' }, conditions: [], plan: { primary } }
  expect(upgradeExperiment('x', old)).toMatchObject({
    plan: { primary: [{ metric: 'successful-compaction-rate', smallestEffect }, { metric: 'swap-in-rate' }] },
  })
})

test.each([
  ['compaction-success-rate', 'try successful-compaction-rate\n'],
  ['swap-ins-rate', 'swap-in-rate'],
])('explain %s names what it may be', async (asked, hint) => {
  const { code, stderr } = await runCli('explain', asked)
  expect(code).toBe(2)
  expect(stderr).toContain(hint)
})
