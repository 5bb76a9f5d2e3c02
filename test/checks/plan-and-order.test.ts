import { describe, expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.js'
import { comparisonInputs } from '../../src/compare/comparison-inputs.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import { loadFixture } from '../fixtures.js'
import { experiment, plannedRuns, run } from '../made.js'
import { checkOf } from './one-check.js'

// What checks say of the plan, its declaration and the order of the runs, at the limits of each.

const load = () => loadFixture('fixtures/constructed/blocks')
const SECOND = 1_000_000_000n

/** A run that began so many seconds after the first of 2026 and took 10. */
function timed(id: string, at: number, own: Partial<RunData> = {}): RunData {
  const clocks = (seconds: number) => {
    const since = BigInt(seconds) * SECOND
    return { monotonic: since, boottime: since, realtime: 1_767_225_600n * SECOND + since }
  }
  const kernel = { bootId: 'one' } as RunData['kernel']
  return run(
    id,
    {},
    { time: { start: clocks(at), end: clocks(at + 10) }, kernel, declaration: 'sum', ...own },
  )
}

/** An experiment whose plan has these runs in this order. */
function planned(ids: readonly string[], runs: readonly RunData[], plan: object = {}): Experiment {
  const made = experiment(...runs)
  const value = {
    createdAt: '2026-01-01T00:00:00Z',
    plan: {
      blocks: ids.length / 2,
      seed: 's',
      algorithm: 'of another tool',
      primary: [],
      runs: plannedRuns(ids),
      ...plan,
    },
  }
  return { ...made, manifest: { value, sha256: 'sum' } as never }
}

test.each(['carry-over', 'drift', 'order-effect'])(
  '%s: of an experiment with a plan, not of standalone files',
  async (id) => {
    const sound = await load()
    const of = (kind: Experiment['kind']) =>
      CHECKS.find((one) => one.id === id)?.run({ ...sound, kind }, comparisonInputs(METRICS, sound))
    expect(of('directory')).toMatchObject({ outcome: expect.any(String) })
    expect(of('bare')).toBeNull()
  },
)

describe('declared-before', () => {
  const of = (runs: RunData[]) =>
    checkOf(
      'declared-before',
      planned(
        runs.map(({ id }) => id),
        runs,
      ),
    )
  test('how long before the first run, and whether all name it', () => {
    expect(of([timed('off-1', 90), timed('on-1', 110)])).toEqual({
      outcome: 'pass',
      text: '90 s before the first run, and all 2 runs name this declaration.',
      metrics: null,
    })
    expect(of([timed('off-1', 90), timed('on-1', 110, { declaration: null })])).toMatchObject({
      outcome: 'note',
      text: '90 s before the first run; 1 of 2 runs do not name it, so it may have changed since.',
    })
    // createdAt is rounded
    expect(of([timed('off-1', -1), timed('on-1', 110)])?.text).toMatch(/^0 s before the first run/)
    expect(of([timed('off-1', -2), timed('on-1', 110)])?.text).toMatch(/^Declared after the data/)
    expect(of([run('off-1', {}, { time: null })])).toMatchObject({
      outcome: 'note',
      text: expect.stringMatching(/^At an unknown time/),
    })
    expect(checkOf('declared-before', experiment(timed('off-1', 90)))).toBeNull()
  })
})

test('declared-metrics: nothing to say where none is declared; one is enough', async () => {
  const sound = await load()
  const of = (names: string[]) => {
    if (sound.manifest === null) throw new Error('a fixture without a manifest')
    const primary = names.map((metric) => ({ metric, smallestEffect: { relative: 0, absolute: 0 } }))
    const value = { ...sound.manifest.value, plan: { ...sound.manifest.value.plan, primary } }
    return checkOf('declared-metrics', { ...sound, manifest: { ...sound.manifest, value } })
  }
  expect(of([])).toBeNull()
  expect(checkOf('declared-metrics', { ...sound, manifest: null })).toBeNull()
  expect(of(['bogo-ops-rate'])).toMatchObject({ outcome: 'pass', text: 'Known and recorded: bogo-ops-rate.' })
  expect(of(['bogo-ops-rate', 'nothing-rate'])?.text).toMatch(/^Declared and not measured: nothing-rate /)
})

describe('design', () => {
  /** A plan of n blocks of which so many begin with the baseline. */
  const of = (n: number, baselineFirst: number, plan: object = {}) => {
    const ids = Array.from({ length: n }, (_, index) =>
      index < baselineFirst ? [`off-${index}`, `on-${index}`] : [`on-${index}`, `off-${index}`],
    ).flat()
    return checkOf('design', planned(ids, [], plan))
  }
  test.each([
    // between a quarter and three quarters of the blocks, or the one half that an odd number leaves
    [8, 4, 'pass'],
    [8, 2, 'pass'],
    [8, 6, 'pass'],
    [8, 1, 'caution'],
    [8, 7, 'caution'],
    [12, 3, 'pass'],
    [12, 2, 'caution'],
    [1, 1, 'pass'],
    [1, 0, 'pass'],
    [2, 0, 'caution'],
  ])('%d blocks, %d begin with the baseline: %s', (n, first, outcome) =>
    expect(of(n, first)).toMatchObject({
      outcome,
      text: expect.stringContaining(`${first} of ${n} start with MGLRU off`),
    }),
  )
  test('warm-ups and second runs are no beginning', () => {
    const runs = [
      { id: 'w', kind: 'warmup', block: null, position: 1, condition: 'off' },
      { id: 'off-1', kind: 'measured', block: 1, position: 1, condition: 'off' },
      { id: 'on-1', kind: 'measured', block: 1, position: 2, condition: 'on' },
      { id: 'on-2', kind: 'measured', block: 2, position: 1, condition: 'on' },
      { id: 'off-2', kind: 'measured', block: 2, position: 2, condition: 'off' },
    ]
    expect(of(2, 1, { runs })?.text).toContain('2 blocks of one run per condition; 1 of 2 start')
    expect(of(1, 1)?.text).toContain('1 block of')
  })
  test('why the order could not be drawn again', () => {
    expect(of(2, 1)?.text).toContain('; the algorithm of the drawing is unknown')
    expect(of(2, 1, { seed: null })?.text).toContain('; the seed is not recorded as text')
  })
})

describe('run-order', () => {
  const ids = ['off-1', 'on-1', 'on-2', 'off-2', 'off-3', 'on-3']
  const begun = (at: readonly number[]) => ids.map((id, index) => timed(id, at[index] ?? 0))
  const of = (runs: RunData[]) => checkOf('run-order', planned(ids, runs))
  test('as planned', () =>
    expect(of(begun([0, 20, 40, 60, 80, 100]))).toEqual({
      outcome: 'pass',
      text: 'All 6 recorded runs began in the order of the plan, by the monotonic clock, and none overlap.',
      metrics: null,
    }))
  test('a remark of the clocks is a note', () => {
    const runs = begun([0, 20, 40, 60, 80, 100])
    const other = runs.map((one, index) => (index < 3 ? one : { ...one, kernel: { bootId: 'two' } as never }))
    expect(of(other)).toMatchObject({
      outcome: 'note',
      text: expect.stringMatching(/none overlap\. 2 boots: the machine was rebooted before off-2\.$/),
    })
  })
  test('three contradictions are told, and how many more there are', () => {
    // each begins while the one before it still runs
    expect(of(begun([0, 5, 10, 15, 40, 60]))?.text).toBe(
      'Not the order of the plan: off-1 and on-1 ran at the same time; on-1 and on-2 ran at the same time; ' +
        'on-2 and off-2 ran at the same time. The plan is not believed: runs are compared unpaired.',
    )
    expect(of(begun([0, 5, 10, 15, 20, 25]))).toMatchObject({
      outcome: 'caution',
      text: expect.stringContaining('on-2 and off-2 ran at the same time; 2 more. The plan'),
    })
    const late = of(begun([200, 20, 40, 60, 80, 100]))
    expect(late?.text).toContain('by the monotonic clock on-1 was the run number 1, where the plan has off-1')
  })
  test('one condition before the other takes the verdict away', () =>
    expect(of(begun([0, 60, 80, 20, 40, 100]))).toMatchObject({
      outcome: 'invalidates',
      text: expect.stringContaining('Nearly all runs of one condition came before'),
    }))
  test('standalone files: the share of pairs in which the baseline ran first', () => {
    const counted = (names: readonly string[]) =>
      checkOf(
        'run-order',
        experiment(
          ...names.map((id, index) =>
            run(id, {
              vmstat: { deltas: new Map(), faultsSinceBoot: { before: 10 * index, after: 10 * index + 5 } },
            }),
          ),
        ),
      )
    // of nine pairs off is first in six, in five, in all
    expect(counted(['off-1', 'on-1', 'off-2', 'on-2', 'off-3', 'on-3'])).toMatchObject({
      outcome: 'note',
      text: expect.stringMatching(
        /order: off-1, on-1, off-2, on-2, off-3, on-3\. MGLRU off ran first in 67% of the pairs\.$/,
      ),
    })
    expect(counted(['off-1', 'on-1', 'on-2', 'off-2', 'off-3', 'on-3'])?.text).toContain('56% of the pairs')
    expect(counted(['off-1', 'off-2', 'on-1', 'on-2'])).toMatchObject({
      outcome: 'invalidates',
      text: expect.stringContaining('100% of the pairs. Without any true effect'),
    })
    expect(counted(['off-1', 'on-1'])?.text).not.toContain('pairs')
  })
})
