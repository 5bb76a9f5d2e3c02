import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.js'
import { comparisonInputs } from '../../src/compare/comparison-inputs.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import { buildReport } from '../../src/report/report.js'
import { loadFixture } from '../fixtures.js'

const load = () => loadFixture('fixtures/constructed/blocks')

/** The outcome of one check after the experiment's measured runs, or the whole, were changed. */
async function outcome(
  id: string,
  change: (run: RunData, index: number) => void,
  whole: (experiment: Experiment) => void = () => {},
) {
  const experiment = await load()
  for (const [index, run] of experiment.runs.filter((one) => one.included).entries()) change(run, index)
  whole(experiment)
  return CHECKS.find((check) => check.id === id)?.run(experiment, comparisonInputs(METRICS, experiment))
}

const nothing = () => {}

function set(
  run: RunData,
  name: string,
  value: string | null,
  when: ('before' | 'after')[] = ['before', 'after'],
): void {
  const settings = run.settings ?? { before: {}, after: {} }
  // the two share one object in the fixture
  run.settings = { before: { ...settings.before }, after: { ...settings.after } }
  for (const one of when) run.settings[one][name] = value
}

test('the constructed experiment passes every check that looks at it', async () => {
  const experiment = await load()
  const metrics = comparisonInputs(METRICS, experiment)
  const results = CHECKS.map((check) => [
    check.id,
    check.run(experiment, metrics)?.outcome ?? 'nothing to look at',
  ])
  expect(results.filter(([, result]) => result === 'caution' || result === 'invalidates')).toEqual([])
})

test('one run that was not in the state of its condition is excluded and named; a condition that never was has no verdict', async () => {
  const one = await load()
  const late = one.runs.filter((run) => run.included)[4] as RunData
  set(late, 'lru_gen.enabled', '0x0007', ['after'])
  const report = buildReport(one)
  expect(report.checks.find(({ id }) => id === 'settings-held')).toMatchObject({
    outcome: 'caution',
    text: expect.stringMatching(
      /Excluded.*b03-1-mglru-off: lru_gen.enabled read back as 0x0007 after the run where 0x0000 was asked for/,
    ),
  })
  expect(report.runs.find(({ id }) => id === late.id)?.included).toBe(false)
  expect(report.comparisons.find(({ metric }) => metric === 'bogo-ops-rate')?.test.n).toBe(7)

  const unread = await load()
  set(unread.runs.filter((run) => run.included)[3] as RunData, 'lru_gen.enabled', null)
  expect(buildReport(unread).runs.filter((run) => run.included)).toHaveLength(15)

  expect(
    await outcome(
      'settings-held',
      (run) => run.condition === 'mglru-off' && set(run, 'lru_gen.enabled', '0x0007', ['after']),
    ),
  ).toMatchObject({ outcome: 'invalidates', metrics: null, text: expect.stringContaining('8 of 16 runs') })
})

test('hardware may refuse bits of the mask', async () => {
  expect(
    await outcome(
      'settings-held',
      (run) => run.condition === 'mglru-on' && set(run, 'lru_gen.enabled', '0x0001'),
    ),
  ).toMatchObject({ outcome: 'pass' })
})

test('another setting that differs is a caution, a number that the kernel adjusts by a little is not', async () => {
  const differ = (name: string, off: string, on: string) =>
    outcome('settings-held', (run) => set(run, name, run.condition === 'mglru-on' ? on : off))
  expect(await differ('vm.swappiness', '60', '100')).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('vm.swappiness (60 vs. 100)'),
  })
  expect(await differ('thp.enabled', 'always', 'never')).toMatchObject({ outcome: 'caution' })
  expect(await differ('vm.min_free_kbytes', '2100', '2109')).toMatchObject({ outcome: 'pass' })
  expect(await differ('vm.min_free_kbytes', '2100', '9000')).toMatchObject({ outcome: 'caution' })
  expect(await differ('zram.compressor', 'lzo', '5')).toMatchObject({ outcome: 'caution' })
})

function lose(run: RunData, lost: number, lostUncounted = 0): void {
  const faults = run.streams['page-faults']
  if (faults?.present === true) Object.assign(faults.value, { lost, lostUncounted })
}

test('lost events: none pass, few are noted, more than 0.1 % take the trace’s metrics away', async () => {
  expect(await outcome('trace-loss', nothing)).toMatchObject({ outcome: 'pass' })
  expect(await outcome('trace-loss', (run, index) => lose(run, index === 0 ? 3 : 0))).toMatchObject({
    outcome: 'note',
  })
  expect(await outcome('trace-loss', (run, index) => lose(run, index === 0 ? 3000 : 0))).toMatchObject({
    outcome: 'invalidates',
    metrics: ['page-fault-rate', 'page-faults'],
  })
  const experiment = await load()
  for (const run of experiment.runs) lose(run, 50000)
  const verdicts = new Map<string, string>(
    buildReport(experiment).comparisons.map((one) => [one.metric, one.verdict]),
  )
  expect([
    verdicts.get('page-faults'),
    verdicts.get('page-fault-rate'),
    verdicts.get('bogo-ops-rate'),
  ]).toEqual(['not-comparable', 'not-comparable', 'improved'])
})

test('a loss of unknown size under either condition, or a loss that differs, takes the trace’s metrics away', async () => {
  const away = { outcome: 'invalidates', metrics: ['page-fault-rate', 'page-faults'] }
  for (const condition of ['mglru-off', 'mglru-on']) {
    const unknown = (run: RunData) => lose(run, 0, run.condition === condition ? 1 : 0)
    expect(await outcome('trace-loss', unknown)).toMatchObject({
      ...away,
      text: expect.stringMatching(/^An unknown number of events was lost in \d+ of \d+ page-fault traces/),
    })
    expect(await outcome('lost-records', unknown)).toMatchObject({ outcome: 'caution', metrics: null })
    expect(
      await outcome('lost-records', (run) => lose(run, run.condition === condition ? 9 : 1)),
    ).toMatchObject(away)
  }
  expect(await outcome('lost-records', (run) => lose(run, 1))).toMatchObject({
    outcome: 'note',
    metrics: null,
  })
  expect(await outcome('lost-records', (run) => lose(run, 0))).toMatchObject({
    outcome: 'pass',
    metrics: null,
  })
  const one = await outcome('trace-loss', (run, index) => lose(run, index === 0 ? 1 : 0))
  expect(one).toMatchObject({
    text: expect.stringMatching(/^At most 1 event lost per run \(.*, <0\.1%\)\.$/),
  })
})

test('a trace that holds much less than the counter, or less under one condition, is a caution', async () => {
  const counted = (factor: (run: RunData) => number) =>
    outcome('trace-against-counter', (run) => {
      const vmstat = run.streams.vmstat
      if (vmstat?.present === true)
        vmstat.value.deltas.set('pgfault', (vmstat.value.deltas.get('pgfault') ?? 0) * factor(run))
    })
  expect(await counted(() => 1)).toMatchObject({ outcome: 'pass' })
  expect(await counted(() => 2)).toMatchObject({
    outcome: 'caution',
    text: expect.stringMatching(/^Traced faults are 50/),
  })
  expect(await counted((run) => (run.condition === 'mglru-on' ? 1.08 : 1))).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('differs between the conditions'),
  })
  expect(await counted(() => 0.9)).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('holds more than the counter'),
  })
})

test('a workload that did nothing or was killed is named', async () => {
  const idle = (run: RunData, index: number) => {
    const stress = run.streams['stress-ng']
    if (index === 2 && stress?.present === true)
      for (const stressor of stress.value.stressors) stressor.bogoOps = 0
  }
  expect(await outcome('workload-finished', idle)).toMatchObject({
    outcome: 'caution',
    text: '1 of 16 runs finished no bogo-op at all (b02-1-mglru-on).',
  })
  const killed = (run: RunData, index: number) => {
    if (index === 0) run.exit = { status: 137, signal: 'KILL' }
  }
  expect(await outcome('workload-finished', killed)).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('error or a signal in b01-1-mglru-off'),
  })
})

test('an emulated or virtual test machine is said', async () => {
  const host = (change: object) =>
    outcome('emulated', nothing, ({ manifest }) => {
      if (manifest !== null) Object.assign(manifest.value.host, change)
    })
  expect(await host({})).toMatchObject({ outcome: 'pass' })
  expect(await host({ emulated: true })).toMatchObject({ outcome: 'caution' })
  expect(await host({ virtualization: 'kvm' })).toMatchObject({
    outcome: 'note',
    text: expect.stringContaining('(kvm)'),
  })
})

test('few runs, and more lost on one side, are cautions', async () => {
  const drop = (which: (run: RunData, index: number) => boolean) =>
    outcome('enough-runs', (run, index) => {
      if (which(run, index)) Object.assign(run, { included: false, reason: 'failed: x' })
    })
  expect(await drop(() => false)).toMatchObject({ outcome: 'pass' })
  expect(await drop((_, index) => index > 9)).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('at least 6 runs'),
  })
  expect(await drop((run, index) => run.condition === 'mglru-on' && index < 3)).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('Unequal run loss'),
  })
})
