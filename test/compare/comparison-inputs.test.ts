import { describe, expect, test } from '@jest/globals'
import { comparisonInputs, evaluate } from '../../src/compare/comparison-inputs.js'
import type { Experiment } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import type { MetricDef } from '../../src/metrics/metric.js'
import { loadFixture } from '../fixtures.js'
import { run } from '../made.js'

const SOUND = 'fixtures/constructed/blocks'

/** The fixture with another plan. */
function planned(experiment: Experiment, plan: object): Experiment {
  if (experiment.manifest === null) throw new Error('a fixture without a manifest')
  const { value } = experiment.manifest
  return {
    ...experiment,
    manifest: { ...experiment.manifest, value: { ...value, plan: { ...value.plan, ...plan } } },
  }
}
const declare = (...names: string[]) => ({
  algorithm: 'sha256-blocks-2',
  primary: names.map((metric) => ({ metric, smallestEffect: { relative: 0.07, absolute: 0 } })),
})
const rows = (experiment: Experiment) => comparisonInputs(METRICS, experiment)
const row = (experiment: Experiment, id: string) => rows(experiment).find(({ metric }) => metric === id)
const families = (experiment: Experiment, ...ids: string[]) =>
  ids.map((id) => row(experiment, id)?.family ?? null)

test('of two equal conditions neither is better', async () => {
  const sound = await loadFixture(SOUND)
  expect(row(sound, 'bogo-ops-rate')?.better).toBe('higher')
  const [off, on] = sound.conditions
  const same: Experiment = { ...sound, conditions: [off, { ...on, settings: off.settings }] }
  expect(new Set(rows(same).map(({ better }) => better))).toEqual(new Set(['neither']))
})

test('primary metrics stand in the order in which the plan declares them, the others as they were', async () => {
  const sound = await loadFixture(SOUND)
  const names = ['minor-fault-rate', 'bogo-ops-rate', 'major-fault-rate']
  for (const order of [names, [...names].reverse()]) {
    const all = rows(planned(sound, declare(...order))).map(({ metric }) => metric)
    expect(all.filter((metric) => names.includes(metric))).toEqual(order)
    expect(all.filter((metric) => !names.includes(metric))).toEqual(
      rows(sound).flatMap(({ metric }) => (names.includes(metric) || !all.includes(metric) ? [] : [metric])),
    )
  }
})

describe('which form of a cost is tested', () => {
  const COSTS = ['major-fault-rate', 'major-fault-per-op'] as const
  test('per operation where the workload says what it did, also where an old plan declared the rate', async () => {
    const sound = await loadFixture(SOUND)
    expect(families(sound, ...COSTS)).toEqual(['descriptive', 'primary'])
    expect(families(planned(sound, declare()), ...COSTS)).toEqual(['descriptive', 'primary'])
    expect(families(planned(sound, declare('bogo-ops-rate')), ...COSTS)).toEqual(['descriptive', 'secondary'])
  })
  test('the rate where the plan declares it', async () => {
    const sound = await loadFixture(SOUND)
    const declared = planned(sound, declare('major-fault-rate'))
    expect(families(declared, ...COSTS)).toEqual(['primary', 'secondary'])
    expect(row(declared, 'major-fault-rate')?.smallestEffect).toEqual({ relative: 0.07, absolute: 0 })
  })
  test('the rate alone where the workload says nothing', async () => {
    const sound = await loadFixture(SOUND)
    const silent = {
      ...sound,
      runs: sound.runs.map((one) => {
        const { 'stress-ng': _, ...streams } = one.streams
        return { ...one, streams }
      }),
    }
    expect(families(planned(silent, declare()), ...COSTS)).toEqual(['primary', null])
  })
})

test('a declared metric that does not exist keeps its row, with the reason in every run', async () => {
  const found = row(planned(await loadFixture(SOUND), declare('nothing-rate')), 'nothing-rate')
  expect(found).toMatchObject({
    family: 'primary',
    better: 'neither',
    declared: true,
    smallestEffect: { relative: 0.07, absolute: 0 },
  })
  expect(found?.baseline).toHaveLength(8)
  for (const { value, reason } of [...(found?.baseline ?? []), ...(found?.treatment ?? [])])
    expect({ value, reason }).toEqual({ value: null, reason: expect.stringMatching(/^nothing-rate /) })
  expect(row(await loadFixture(SOUND), 'bogo-ops-rate')?.declared).toBeUndefined()
})

test('blocks are those of the plan, and none where the plan is not believed', async () => {
  const sound = await loadFixture(SOUND)
  const blocks = (experiment: Experiment) =>
    row(experiment, 'bogo-ops-rate')?.baseline.map(({ block }) => block)
  expect(blocks(sound)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const measured = sound.runs.filter(({ kind }) => kind === 'measured')
  const [first, last] = [measured[0], measured.at(-1)]
  const swapped = sound.runs.map((one) =>
    one === first
      ? { ...one, time: last?.time ?? null }
      : one === last
        ? { ...one, time: first?.time ?? null }
        : one,
  )
  expect(new Set(blocks({ ...sound, runs: swapped }))).toEqual(new Set([null]))
})

describe('counters that mean another thing', () => {
  test('what only the LRU made descriptive is tested between runs of one LRU', async () => {
    const [one, two] = await Promise.all(
      ['same-lru', 'two-lrus'].map((name) => loadFixture(`fixtures/constructed/${name}`)),
    )
    const same = rows(one as Experiment).filter(({ comparability }) => comparability === 'same-lru')
    expect(same.length).toBeGreaterThan(0)
    expect(same.map(({ family }) => family)).not.toContain('descriptive')
    const other = rows(two as Experiment)
    const apart = same.filter(
      ({ metric }) => other.find((found) => found.metric === metric)?.family === 'descriptive',
    )
    expect(apart.length).toBeGreaterThan(0)
    expect(other.filter(({ notComparable }) => notComparable !== null).length).toBeGreaterThan(0)
  })
  test('what says nothing of the workload’s cgroup has no values, and the same counter elsewhere has', async () => {
    const [limit, none] = await Promise.all(
      ['cgroup-limit', 'no-cgroup-limit'].map((name) => loadFixture(`fixtures/constructed/${name}`)),
    )
    const blind = rows(limit as Experiment).filter(
      ({ notComparable, baseline }) => notComparable !== null && baseline[0]?.reason === notComparable,
    )
    expect(blind.length).toBeGreaterThan(0)
    for (const { metric, notComparable, baseline, treatment } of blind) {
      for (const one of [...baseline, ...treatment])
        expect(one).toMatchObject({ value: null, reason: notComparable })
      expect(row(none as Experiment, metric)?.baseline[0]?.value).not.toBeNull()
    }
  })
})

test('a counter that a kernel may keep outside of cgroups is believed once it grew, not where it stayed at 0', async () => {
  const limit = await loadFixture('fixtures/constructed/cgroup-limit')
  const stalls = METRICS.find(({ id }) => id === 'allocation-stall-rate')
  const late = limit.runs.map((one) => ({
    ...one,
    kernel: one.kernel === null ? null : { ...one.kernel, release: '7.9.0' },
  }))
  const value = limit.manifest?.value
  const manifest = {
    ...limit.manifest,
    value: { ...value, host: { ...value?.host, kernel: '7.9.0' } },
  } as never
  const of = (give: (id: string) => object) => {
    const found = comparisonInputs([{ ...stalls, of: ({ id }: { id: string }) => give(id) } as never], {
      ...limit,
      manifest,
      runs: late,
    })
    return found[0]?.notComparable ?? null
  }
  expect(of(() => ({ value: 0 }))).toMatch(/and it did not grow$/)
  expect(of(() => ({ value: 1 }))).toBeNull()
  expect(of((id) => (id.includes('b03') ? { value: 2 } : { missing: 'lost' }))).toBeNull()
})

test('a metric that throws, or gives no number, costs only itself', () => {
  const of = (give: () => object) => evaluate({ of: give } as never as MetricDef, run('on-1'))
  expect(of(() => ({ value: 3 }))).toEqual({ run: 'on-1', block: 1, position: 1, value: 3, reason: null })
  expect(of(() => ({ value: Number.NaN })).reason).toBe('the computation gave no finite number')
  expect(of(() => ({ missing: 'why' }))).toMatchObject({ value: null, reason: 'why' })
  const thrown = of(() => {
    throw new Error('no')
  })
  expect(thrown).toMatchObject({ value: null, reason: 'the metric failed: no' })
})
