import { expect, test } from '@jest/globals'
import {
  ask,
  begin,
  type Manifests,
  measured,
  of,
  outcome,
  reportOf,
  sound,
  verdict,
} from './sound-experiment.js'

interface Case {
  name: string
  change(all: Manifests): void
  /** Of throughput, 20% higher in every block. */
  verdict: string
  checks: Record<string, string>
}

const ORDER = { design: 'pass', 'run-order': 'pass' }

/** Each input next to its good twin: the check that catches the first lets the second pass. */
const CASES: Case[] = [
  { name: 'as it is', change: () => {}, verdict: 'improved', checks: { ...ORDER, 'settings-held': 'pass' } },
  {
    name: 'two masks asked for, one read back in all runs',
    change: (all) => ask(all, 'lru_gen.enabled', ['0x0003', '0x0007'], ['0x0003', '0x0003']),
    verdict: 'not-comparable',
    checks: { 'settings-held': 'invalidates' },
  },
  {
    name: 'two masks asked for, both read back',
    change: (all) => ask(all, 'lru_gen.enabled', ['0x0003', '0x0007']),
    verdict: 'improved',
    checks: { 'settings-held': 'pass' },
  },
  {
    name: 'min_ttl_ms asked for, 0 read back in all runs',
    change(all) {
      ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
      ask(all, 'lru_gen.min_ttl_ms', ['0', '1000'], ['0', '0'])
    },
    verdict: 'not-comparable',
    checks: { 'settings-held': 'invalidates' },
  },
  {
    name: 'min_ttl_ms asked for and set',
    change(all) {
      ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
      ask(all, 'lru_gen.min_ttl_ms', ['0', '1000'])
    },
    verdict: 'improved',
    checks: { 'settings-held': 'pass' },
  },
  {
    name: 'a sysctl asked for and set',
    change(all) {
      ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
      ask(all, 'vm.swappiness', ['10', '180'])
    },
    verdict: 'improved',
    checks: { 'settings-held': 'pass' },
  },
  {
    name: 'a setting that nobody declared differs',
    change(all) {
      for (const run of of(all, 1))
        for (const when of ['before', 'after']) run.settings[when]['vm.swappiness'] = '180'
    },
    verdict: 'improved',
    checks: { 'settings-held': 'caution' },
  },
  {
    name: 'the plan is balanced, the clocks have all of one condition first',
    change: (all) => begin([all.runs[0], ...of(all, 0), ...of(all, 1)]),
    verdict: 'not-comparable',
    checks: { 'run-order': 'invalidates' },
  },
  {
    name: 'two runs of one block began in the other order',
    change(all) {
      const [warmup, a, b, ...rest] = all.runs
      begin([warmup, b, a, ...rest])
    },
    verdict: 'improved',
    checks: { 'run-order': 'caution' },
  },
  {
    name: 'the plan itself has all of one condition first',
    change(all) {
      const { plan } = all.experiment
      const [warmup, ...rest] = plan.runs
      const first = all.experiment.conditions[0].id
      const planned = [
        ...rest.filter(byCondition(first)),
        ...rest.filter((one: Run) => !byCondition(first)(one)),
      ]
      plan.runs = [warmup, ...planned]
      begin(plan.runs.map(({ id }: Run) => all.runs.find((run) => run.id === id)))
    },
    verdict: 'not-comparable',
    checks: { design: 'invalidates' },
  },
  {
    name: 'declared five months after the last run',
    change(all) {
      all.experiment.createdAt = '2026-06-01T00:00:00Z'
    },
    verdict: 'improved',
    checks: { 'declared-before': 'caution' },
  },
  {
    name: 'other arguments under one condition',
    change(all) {
      for (const run of of(all, 1)) run.workload.argv = ['constructed', '--harder']
    },
    verdict: 'not-comparable',
    checks: { 'workload-identity': 'invalidates' },
  },
  {
    name: 'another version under one condition',
    change(all) {
      for (const run of of(all, 1)) run.workload.tool = 'constructed 2'
    },
    verdict: 'not-comparable',
    checks: { 'workload-identity': 'invalidates' },
  },
  {
    name: 'another requested length under one condition',
    change(all) {
      for (const run of of(all, 1)) run.workload.requestedSeconds = 20
    },
    verdict: 'not-comparable',
    checks: { 'workload-identity': 'invalidates' },
  },
  {
    name: 'a declared metric that does not exist',
    change(all) {
      all.experiment.plan.primary.push({
        metric: 'no-such-metric',
        smallestEffect: { relative: 0.1, absolute: 0 },
      })
    },
    verdict: 'improved',
    checks: { 'declared-metrics': 'caution' },
  },
  {
    name: 'two boots',
    change(all) {
      for (const run of all.runs.slice(9)) run.kernel.bootId = 'fedcba9876543210'
    },
    verdict: 'improved',
    checks: { 'run-order': 'note' },
  },
]

interface Run {
  id: string
  condition: string
}
const byCondition = (id: string) => (run: Run) => run.condition === id

test.each(CASES)('$name', async ({ change, verdict: expected, checks }) => {
  const all = sound()
  change(all)
  const report = await reportOf(all)
  const found = Object.fromEntries(Object.keys(checks).map((id) => [id, outcome(report, id)]))
  expect({ verdict: verdict(report), ...found }).toEqual({ verdict: expected, ...checks })
})

test('declared after the data, no metric is primary', async () => {
  const all = sound()
  expect(
    (await reportOf(all)).comparisons.filter(({ family }) => family === 'primary').length,
  ).toBeGreaterThan(0)
  all.experiment.createdAt = '2026-06-01T00:00:00Z'
  expect((await reportOf(all)).comparisons.filter(({ family }) => family === 'primary')).toEqual([])
})

test('a declared metric that does not exist keeps a row in the primary family', async () => {
  const all = sound()
  all.experiment.plan.primary.push({
    metric: 'no-such-metric',
    smallestEffect: { relative: 0.1, absolute: 0 },
  })
  const row = (await reportOf(all)).comparisons.find(({ metric }) => metric === 'no-such-metric')
  expect(row).toMatchObject({ family: 'primary', verdict: 'inconclusive', effect: null })
  expect(row?.reason).toMatch(/no-such-metric|does not exist|unknown/)
})

test('two equal conditions are A and A, and neither is better', async () => {
  const all = sound()
  ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
  const report = await reportOf(all)
  expect(verdict(report)).toBe('higher')
  expect(report.conditions.map(({ label }) => label).every((label) => label.startsWith('A ('))).toBe(true)
  expect(report.findings.join(' ')).not.toMatch(/improved|regressed/)
})

test('one uniform kernel on each side is a comparison of kernels, several on one side are not', async () => {
  const all = sound()
  ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
  for (const run of all.runs.filter(({ condition }) => condition === all.experiment.conditions[1].id))
    run.kernel.release = '6.18.0'
  const kernels = await reportOf(all)
  expect(kernels.conditions.map(({ label }) => label).join()).toMatch(/6\.12.*6\.18/)
  const mixed = sound()
  for (const run of of(mixed, 1).slice(0, 3)) run.kernel.release = '6.18.0'
  expect(verdict(await reportOf(mixed))).toBe('not-comparable')
})

test('a run that was not in the state of its condition is excluded; many take the verdict away', async () => {
  const wrong = (runs: number) => {
    const all = sound()
    for (const run of of(all, 1).slice(1, 1 + runs)) run.settings.after['lru_gen.enabled'] = '0x0000'
    return reportOf(all)
  }
  const one = await wrong(1)
  expect(verdict(one)).toBe('improved')
  expect(one.runs.filter(({ kind, included }) => kind === 'measured' && !included).length).toBe(1)
  expect(outcome(await wrong(4), 'settings-held')).toBe('invalidates')
})

test('what was not recorded is named next to the first finding', async () => {
  const all = sound()
  expect((await reportOf(all)).assumed).toEqual([])
  for (const run of measured(all)) Object.assign(run, { kernel: null, workload: null, environment: null })
  const report = await reportOf(all)
  expect(report.assumed.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['kernel', 'work', 'environment']),
  )
  expect(report.findings.join('\n')).toMatch(/Not recorded: /)
})

test('the methods say that the order was drawn only where the records prove it', async () => {
  const design = async (all: Manifests) => (await reportOf(all)).methods[0]
  expect(await design(sound())).toMatch(/was drawn from the seed .* before the first run/)
  const all = sound()
  begin([all.runs[0], ...of(all, 0), ...of(all, 1)])
  expect(await design(all)).toMatch(/were not recorded in the order of the plan/)
})
