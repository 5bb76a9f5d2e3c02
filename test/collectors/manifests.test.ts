import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { drawnFirsts } from '../../src/evidence/draw-order.js'
import { upgradeExperiment, upgradeRun } from '../../src/experiment/upgrade.js'
import { ExperimentSchema, RunSchema } from '../../src/model/manifest.js'

// Written by run-experiment on Linux 7.2 with every stream; only copied here. Of version 1: read as the newest.
const read = (name: string): unknown => {
  const upgrade = name === 'run.json' ? upgradeRun : upgradeExperiment
  return upgrade(name, JSON.parse(readFileSync(new URL(`captured/${name}`, import.meta.url), 'utf8')))
}

test('experiment.json is what the model says', () => {
  const experiment = ExperimentSchema.parse(read('experiment.json'))
  expect(experiment.plan.runs.map((run) => run.id)).toEqual([
    'w01-mglru-off',
    'b01-1-mglru-off',
    'b01-2-mglru-on',
  ])
  expect(experiment.workload.profile).toBe('swap-thrash')
  expect(experiment.host.emulated).toBe(true)
  expect(experiment.conditions).toEqual([
    { id: 'mglru-off', label: null, settings: { 'lru_gen.enabled': '0x0000', 'lru_gen.min_ttl_ms': '0' } },
    { id: 'mglru-on', label: null, settings: { 'lru_gen.enabled': '0x0007', 'lru_gen.min_ttl_ms': '0' } },
  ])
  expect(experiment.plan).toMatchObject({ algorithm: 'sha256-blocks-1', looks: [], describeOnly: false })
})

test('run.json is what the model says', () => {
  const run = RunSchema.parse(read('run.json'))
  const experiment = ExperimentSchema.parse(read('experiment.json'))
  expect(run.streams.map((stream) => stream.id)).toEqual(experiment.streams)
  expect(run.phases.map((phase) => phase.name)).toEqual(['prepare', 'attach', 'measure', 'stop'])
  for (const [index, phase] of run.phases.entries()) {
    expect(BigInt(phase.end) - BigInt(phase.start)).toBeGreaterThanOrEqual(0n)
    const next = run.phases[index + 1]
    if (next !== undefined) expect(BigInt(next.start) - BigInt(phase.end)).toBeGreaterThanOrEqual(0n)
  }
  expect(run.settings.before['lru_gen.enabled']).toBe('0x0000')
  expect(run.outcome).toBe('complete')
  expect(run).toMatchObject({ declaration: null, kernel: null, workload: null, environment: null })
})

// Written by run-experiment on Linux 6.12 with two planned looks and masks of one switch; only copied here.
const newest = (name: string) => readFileSync(new URL(`captured/version-2/${name}`, import.meta.url), 'utf8')

test('experiment.json of version 2 is what the model says, as it is', () => {
  const experiment = ExperimentSchema.parse(JSON.parse(newest('experiment.json')))
  const forAll = { 'lru_gen.min_ttl_ms': '0', 'vm.swappiness': '10' }
  expect(experiment.conditions).toEqual([
    { id: 'mglru-0x0003', label: null, settings: { 'lru_gen.enabled': '0x0003', ...forAll } },
    { id: 'mglru-0x0007', label: null, settings: { 'lru_gen.enabled': '0x0007', ...forAll } },
  ])
  const { plan } = experiment
  expect(plan).toMatchObject({
    algorithm: 'sha256-blocks-2',
    blocks: 4,
    looks: [2, 4],
    describeOnly: true,
    primary: [
      { metric: 'bogo-ops-rate', smallestEffect: { relative: 0.03, absolute: 0.1 } },
      { metric: 'major-fault-rate', smallestEffect: { relative: 0.05, absolute: 1 } },
      { metric: 'swap-in-rate', smallestEffect: { relative: 0.05, absolute: 1 } },
      { metric: 'swap-out-rate', smallestEffect: { relative: 0.05, absolute: 1 } },
    ],
  })
  const firsts = plan.runs.filter(({ position }) => position === 1).map(({ condition }) => condition)
  expect(firsts).toEqual(drawnFirsts(plan)?.map((first) => experiment.conditions[first === 0 ? 0 : 1].id))
  const others = ['a', 'b', 'c', 'd'].map((seed) => drawnFirsts({ ...plan, seed })?.join())
  expect(new Set(others).size).toBeGreaterThan(1)
  for (const looks of [
    [2, 3],
    [4, 2],
    [4, 4],
    [0, 4],
  ])
    expect(drawnFirsts({ ...plan, looks })).toBeNull()
})

test('run.json of version 2 proves what it ran as, and names no machine', () => {
  const run = RunSchema.parse(JSON.parse(newest('run.json')))
  expect(run.declaration).toBe(createHash('sha256').update(newest('experiment.json')).digest('hex'))
  expect(run.kernel).toEqual({
    release: '6.12.118+deb13-cloud-amd64',
    build: '#1 SMP PREEMPT_DYNAMIC Debian 6.12.118-1 (2026-11-20)',
    bootId: expect.stringMatching(/^[0-9a-f]{16}$/),
  })
  expect(run.workload).toEqual({
    argv: ['stress-ng', '--vm', '1', '--vm-bytes', '300M', '--timeout', '2s', '--metrics'],
    tool: expect.stringMatching(/^stress-ng, version 0\.19\.02 /),
    requestedSeconds: null,
  })
  const environment = run.environment ?? {}
  const names = Object.keys(environment)
  expect(names).toEqual([...names].sort())
  expect(names.length).toBeGreaterThan(100)
  expect(JSON.stringify(environment).length).toBeLessThan(20_000)
  expect(environment).toMatchObject({
    '/proc/sys/vm/swappiness': '10',
    '/sys/kernel/mm/lru_gen/enabled': '0x0003',
    'kernel.config.sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
    swap: 'zram 1048572 kB',
  })
  expect(environment['kernel.cmdline']).toMatch(/mitigations=off/)
  // the guest's root device and init program
  expect(JSON.stringify(run)).not.toMatch(/\/dev\/vda|lab-stub|lab\/out|yaml/)
})
