import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { compareAll } from '../../src/compare/compare.js'
import { comparisonInputs } from '../../src/compare/comparison-inputs.js'
import { designOf } from '../../src/compare/design-of.js'
import { judgeAll } from '../../src/compare/judge.js'
import { metricsOf } from '../../src/metrics/of-workload.js'
import type { ComparisonInput } from '../../src/model/comparison.js'
import { loadFixture } from '../fixtures.js'

// A constructed experiment, and every one from the lab: each directory there that has an experiment.json is taken.
const LAB = 'fixtures/experiments'
const found = [
  'fixtures/constructed/blocks',
  ...(existsSync(LAB) ? readdirSync(LAB).sort() : [])
    .map((name) => join(LAB, name))
    .filter((path) => existsSync(join(path, 'experiment.json'))),
]
const DECIDED = new Set(['improved', 'regressed', 'higher', 'lower'])

const without = (inputs: readonly ComparisonInput[], block: number) =>
  inputs.map((input) => ({
    ...input,
    baseline: input.baseline.filter((run) => run.block !== block),
    treatment: input.treatment.filter((run) => run.block !== block),
  }))

describe.each(found)('%s', (name) => {
  test('where both conditions are the same, nothing is found', async () => {
    const { conditions, manifest, ...experiment } = await loadFixture(name)
    const [first, second] = conditions.map(({ settings }) => settings)
    const same = isDeepStrictEqual(first, second)
    expect(same).toBe(name.includes('a-a-'))
    const inputs = comparisonInputs(metricsOf({ ...experiment, conditions, manifest }), {
      ...experiment,
      conditions,
      manifest,
    })
    const design = designOf({ ...experiment, conditions, manifest })
    const primary = compareAll(inputs, design).filter(({ family }) => family === 'primary')
    expect(primary.length).toBeGreaterThan(0)
    if (same) expect(primary.filter(({ verdict }) => DECIDED.has(verdict))).toEqual([])
  })

  test('a verdict stays without any one block, or is said to hang on it', async () => {
    const experiment = await loadFixture(name)
    const inputs = comparisonInputs(metricsOf(experiment), experiment)
    const design = designOf(experiment)
    const comparisons = compareAll(inputs, design)
    const blocks = new Set(experiment.runs.flatMap(({ block }) => (block === null ? [] : [block])))
    for (const block of blocks) {
      for (const [index, one] of judgeAll(without(inputs, block), design).entries()) {
        const whole = comparisons[index]
        if (whole === undefined || !DECIDED.has(whole.verdict) || one.verdict === whole.verdict) continue
        expect(whole.warnings.map(({ id }) => id)).toContain('leave-one-out')
      }
    }
  })
})
