import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.js'
import type { Experiment } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import type { Report } from '../../src/model/report.js'
import { buildReport } from '../../src/report/report.js'
import { STREAMS } from '../../src/streams/registry.js'
import { loadFixture, readFixture, reportOf } from '../fixtures.js'

const byMetric = ({ comparisons }: Report) =>
  new Map(comparisons.map((comparison) => [comparison.metric, comparison]))
const comparisons = (experiment: Experiment) => byMetric(buildReport(experiment))

test('refaults are not compared on 6.1, with what was seen there, and are on 6.12 and 7.2', async () => {
  const old = byMetric(await reportOf('fixtures/experiments/swap-pressure-6.1'))
  const recent = byMetric(await reportOf('fixtures/experiments/swap-pressure-6.12'))
  expect(old.get('refault-anon-rate')).toMatchObject({
    verdict: 'not-comparable',
    reason: expect.stringMatching(
      /^before Linux 6\.5 MGLRU counted only refaults .*; on this kernel there were \d+ refaults to \d+ pages swapped in \(\d+%\) with MGLRU off and \d+ refaults to \d+ pages swapped in \(\d+%\) with MGLRU on$/,
    ),
  })
  expect(old.get('refault-file-rate')).toMatchObject({ verdict: 'not-comparable' })
  // shown for each condition all the same
  expect(old.get('refault-anon-rate')?.baseline.n).toBeGreaterThan(0)
  const newest = byMetric(await reportOf('fixtures/experiments/swap-pressure-7.2'))
  for (const id of ['refault-anon-rate', 'refault-file-rate'])
    for (const comparison of [recent.get(id), newest.get(id)]) {
      expect(comparison?.baseline.n).toBeGreaterThan(0)
      expect(comparison?.verdict).not.toBe('not-comparable')
    }
})

test('counters that count different things say so, by the kernel at hand', async () => {
  const rules = async (name: string) =>
    new Map<string, string | null | undefined>(
      (await reportOf(`fixtures/experiments/${name}`)).counters.map((row) => [
        row.counter,
        row.notComparable,
      ]),
    )
  const [old, recent] = [await rules('swap-pressure-6.1'), await rules('swap-pressure-6.12')]
  expect(old.get('workingset_refault_anon')).toMatch(/^before Linux 6\.5/)
  expect(recent.get('workingset_refault_anon')).toBeNull()
  for (const counters of [old, recent]) {
    expect(counters.get('pgscan_kswapd')).toMatch(/isolated pages/)
    expect(counters.get('pgrefill')).toMatch(/sorted into generations/)
    for (const common of ['pgfault', 'pswpout', 'pgsteal_kswapd']) expect(counters.get(common)).toBeNull()
  }
})

/** Puts a function that throws in place of one member, for as long as `use` takes. */
async function broken<T extends object>(
  object: T | undefined,
  member: keyof T,
  use: () => Promise<void>,
): Promise<void> {
  if (object === undefined) throw new Error('nothing of that name')
  const kept = object[member]
  const fail = () => {
    throw new TypeError('broken on purpose')
  }
  Object.assign(object, { [member]: fail })
  try {
    await use()
  } finally {
    Object.assign(object, { [member]: kept })
  }
}

const FIXTURE = 'fixtures/constructed/blocks'

test('a metric that throws costs itself alone, and says why', async () => {
  const experiment = await loadFixture(FIXTURE)
  const before = comparisons(experiment)
  await broken(
    METRICS.find(({ id }) => id === 'major-fault-rate'),
    'of',
    async () => {
      const after = comparisons(experiment)
      const { baseline, treatment } = after.get('major-fault-rate') ?? {}
      expect(baseline?.n).toBe(0)
      for (const side of [baseline, treatment])
        expect(new Set(side?.missing.map(({ reason }) => reason))).toEqual(
          new Set(['the metric failed: broken on purpose']),
        )
      // effects do not hang together but for the correction of p, which counts the metrics that were tested
      for (const [id, comparison] of after)
        if (id !== 'major-fault-rate' && id !== 'major-fault-per-op')
          expect({ id, effect: comparison.effect, baseline: comparison.baseline }).toEqual({
            id,
            effect: before.get(id)?.effect,
            baseline: before.get(id)?.baseline,
          })
    },
  )
})

test('a check that throws costs itself alone, and says so', async () => {
  const experiment = await loadFixture(FIXTURE)
  const before = buildReport(experiment)
  await broken(
    CHECKS.find(({ id }) => id === 'design'),
    'run',
    async () => {
      const after = buildReport(experiment)
      expect(after.checks.find(({ id }) => id === 'design')).toMatchObject({
        outcome: 'caution',
        text: 'This check failed and says nothing: broken on purpose',
      })
      const others = (report: typeof after) => report.checks.filter(({ id }) => id !== 'design')
      expect(others(after)).toEqual(others(before))
      expect(after.comparisons).toEqual(before.comparisons)
    },
  )
})

test('a stream that throws costs itself and what is made of it, and says why', async () => {
  const before = byMetric(await reportOf(FIXTURE))
  await broken(
    STREAMS.find(({ id }) => id === 'vmstat'),
    'reduce',
    async () => {
      const experiment = await readFixture(FIXTURE)
      const after = comparisons(experiment)
      expect(experiment.warnings).toContainEqual({
        id: 'stream-failed',
        severity: 'caution',
        subject: 'b01-1-mglru-off',
        text: expect.stringContaining(
          'reading vmstat failed, an internal error of mglru-report: broken on purpose',
        ),
      })
      expect(after.get('major-fault-rate')?.baseline.missing[0]?.reason).toContain('broken on purpose')
      expect(after.get('bogo-ops-rate')?.effect).toEqual(before.get('bogo-ops-rate')?.effect)
      expect(after.get('page-faults')?.effect).toEqual(before.get('page-faults')?.effect)
    },
  )
})
