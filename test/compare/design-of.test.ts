import { expect, test } from '@jest/globals'
import { oneForEachBoot } from '../../src/compare/by-boot.js'
import { designOf, sequenceOf } from '../../src/compare/design-of.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import type { RunValue } from '../../src/model/comparison.js'
import { loadFixture } from '../fixtures.js'

const SOUND = 'fixtures/constructed/blocks'
const measured = ({ runs }: Experiment) => runs.filter(({ kind }) => kind === 'measured')
const changed = (experiment: Experiment, change: (run: RunData) => Partial<RunData>): Experiment => ({
  ...experiment,
  runs: experiment.runs.map((run) => ({ ...run, ...change(run) })),
})

test('orders and steps are those of the plan', async () => {
  const experiment = await loadFixture(SOUND)
  const blocks = new Set(measured(experiment).map(({ block }) => block)).size
  const { orders, recordedBlocks, addedBlocks, blocked, seed } = designOf(experiment)
  expect({ recordedBlocks, addedBlocks, blocked, seed }).toEqual({
    recordedBlocks: blocks,
    addedBlocks: 0,
    blocked: true,
    seed: experiment.id,
  })
  const [baseline, treatment] = experiment.conditions
  const first = measured(experiment).filter(({ position }) => position === 1)
  expect(orders).toEqual(
    first.map(({ block, condition }) => ({ block, baselineFirst: condition === baseline.id })),
  )
  const steps = sequenceOf(experiment)
  expect(steps?.map((step) => step.treatment)).toEqual(
    experiment.manifest?.value.plan.runs.map(({ condition }) => condition === treatment.id),
  )
  expect(steps?.some(({ block }) => block === null)).toBe(true)
  expect(sequenceOf({ ...experiment, manifest: null })).toBeNull()
  expect(designOf({ ...experiment, manifest: null })).toMatchObject({ seed: experiment.id })
})

test('a block is recorded once one of its runs is: what was planned and never run, and warm-ups, do not count', async () => {
  const experiment = await loadFixture(SOUND)
  const of = (change: (run: RunData) => Partial<RunData>) => designOf(changed(experiment, change))
  const all = of(() => ({})).recordedBlocks ?? 0
  const never = (run: RunData) => (run.block === 1 ? { settings: null } : {})
  expect(of(never).recordedBlocks).toBe(all - 1)
  expect(of((run) => (run.block === 1 && run.position === 2 ? { settings: null } : {})).recordedBlocks).toBe(
    all,
  )
  expect(of((run) => (run.block === 1 ? { kind: 'warmup' } : {})).recordedBlocks).toBe(all - 1)
})

test('blocks recorded under another declaration were added', async () => {
  const experiment = await loadFixture(SOUND)
  const declared = (of: (run: RunData) => string | null) =>
    designOf(changed(experiment, (run) => ({ declaration: of(run) }))).addedBlocks
  expect(declared(() => null)).toBe(0)
  expect(declared(() => 'a')).toBe(0)
  expect(declared(({ block }) => ((block ?? 0) > 2 ? 'b' : 'a'))).toBe(
    new Set(measured(experiment).map(({ block }) => block)).size - 2,
  )
  // a run that carries none is not of another plan, wherever it stands
  expect(declared(({ block }) => (block === 1 || block === 3 ? null : 'a'))).toBe(0)
})

test('one value for each boot: the median of its runs, at the place of the first', () => {
  const value = (run: string, position: number, number: number | null): RunValue => ({
    run,
    block: 9,
    position,
    value: number,
    reason: number === null ? `no ${run}` : null,
  })
  const values = [value('a', 1, 1), value('b', 2, 2), value('c', 1, 9), value('d', 2, null), value('e', 2, 5)]
  const boots = [['a', 'b', 'c'], ['d'], ['gone'], ['gone', 'e']]
  const blocks = new Map([
    ['a', 1],
    ['e', 3],
  ])
  expect(oneForEachBoot(values, boots, blocks)).toEqual([
    { run: 'a', block: 1, position: 1, value: 2, reason: null },
    { run: 'd', block: null, position: null, value: null, reason: 'no d' },
    { run: 'e', block: 3, position: 2, value: 5, reason: null },
  ])
  expect(oneForEachBoot(values, [['e', 'd']], null)).toEqual([
    { run: 'e', block: null, position: null, value: 5, reason: null },
  ])
})
