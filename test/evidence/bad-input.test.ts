import { expect, test } from '@jest/globals'
import type { Report } from '../../src/model/report.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'
import { begin, measured, of, outcome, reportOf, sound, verdict, write } from './sound-experiment.js'

const text = (report: Report, check: string) => report.checks.find(({ id }) => id === check)?.text ?? ''

test('the settings of one run missing: the run is named, the rest is analyzed', async () => {
  const all = sound()
  const run = measured(all)[2]
  delete run.settings.before['lru_gen.enabled']
  delete run.settings.after['lru_gen.enabled']
  const report = await reportOf(all)
  expect(outcome(report, 'settings-held')).toBe('caution')
  expect(text(report, 'settings-held')).toContain(run.id)
  expect(verdict(report)).toBe('improved')
})

test('a wall clock that was set back: the order is that of the clock since boot, and the report says so', async () => {
  const all = sound()
  for (const run of all.runs.slice(9))
    run.clock.realtime = `${BigInt(run.clock.realtime) - 100_000_000_000_000n}`
  // the declaration would otherwise seem to come after them
  all.experiment.createdAt = '2025-12-01T00:00:00Z'
  const report = await reportOf(all)
  expect(verdict(report)).toBe('improved')
  expect(outcome(report, 'run-order')).toBe('note')
  expect(text(report, 'run-order')).toMatch(/clock/)
})

test('clocks since boot that go back after a reboot: the boots are told apart', async () => {
  const all = sound()
  const later = all.runs.slice(9)
  const wall = later.map(({ clock }) => clock.realtime)
  begin(later, 50)
  for (const [index, run] of later.entries()) {
    run.clock.realtime = wall[index]
    run.kernel.bootId = 'fedcba9876543210'
  }
  const report = await reportOf(all)
  expect(verdict(report)).toBe('improved')
  expect(text(report, 'run-order')).toMatch(/2 boots|two boots/)
})

test('a plan with a run twice costs that run', async () => {
  const all = sound()
  const { runs } = all.experiment.plan
  const twice = runs[3]
  all.experiment.plan.runs = [...runs, twice]
  const report = await reportOf(all)
  expect(report.runs.find(({ id }) => id === twice.id)?.included ?? false).toBe(false)
  const said = report.warnings.find(({ subject }) => subject === twice.id)
  expect(said?.text).toMatch(/twice/)
  expect(verdict(report)).toBe('improved')
})

test('a seed that is no text costs the drawing only', async () => {
  const all = sound()
  all.experiment.plan.seed = 137
  const report = await reportOf(all)
  expect(verdict(report)).toBe('improved')
  expect(report.assumed.map(({ text: what }) => what)).toContain('how the order was drawn')
  expect(report.methods[0]).toMatch(/how the order within each block was drawn is unknown/)
  expect(outcome(report, 'design')).not.toBe('invalidates')
})

test('--strict exits 1 where a primary verdict rests on what was not recorded, 0 where all of it was', async () => {
  const analyze = async (directory: string) =>
    (await runCli('analyze', directory, '-o', temporaryDirectory(), '--to', 'json', '--no-cache', '--strict'))
      .code
  expect(await analyze(write(sound()))).toBe(0)
  const all = sound()
  for (const run of of(all, 0)) run.kernel = null
  expect(await analyze(write(all))).toBe(1)
})

test('validate refuses a declared metric that does not exist, and takes the sound experiment', async () => {
  expect((await runCli('validate', write(sound()))).code).toBe(0)
  const all = sound()
  all.experiment.plan.primary.push({
    metric: 'no-such-metric',
    smallestEffect: { relative: 0.1, absolute: 0 },
  })
  const { code, stdout, stderr } = await runCli('validate', write(all))
  expect(code).toBe(2)
  expect(stdout + stderr).toMatch(/no-such-metric/)
})
