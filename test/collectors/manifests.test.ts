import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
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
