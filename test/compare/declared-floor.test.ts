import { expect, test } from '@jest/globals'
import { comparisonInputs } from '../../src/compare/comparison-inputs.js'
import { METRICS } from '../../src/metrics/index.js'
import { loadFixture } from '../fixtures.js'

/** The smallest effect of swap-ins per operation in a recorded experiment whose plan declares that metric, or nothing. */
async function floor(absolute: number | null) {
  const experiment = await loadFixture('fixtures/experiments/swap-pressure-quiet-6.12')
  if (experiment.manifest === null) throw new Error('a fixture without a manifest')
  const { value } = experiment.manifest
  const primary =
    absolute === null ? [] : [{ metric: 'swap-in-per-op', smallestEffect: { relative: 0.2, absolute } }]
  const plan = { ...value.plan, algorithm: 'sha256-blocks-2', primary }
  const manifest = { ...experiment.manifest, value: { ...value, plan } }
  return comparisonInputs(METRICS, { ...experiment, manifest }).find(
    ({ metric }) => metric === 'swap-in-per-op',
  )
}

test('a cost per operation declared with the floor of its definition has that per second at the work done', async () => {
  const usual = (await floor(null))?.smallestEffect
  expect(usual?.absolute).toBeGreaterThan(1e-6)
  const definition = METRICS.find(({ id }) => id === 'swap-in-per-op')?.smallestEffect.absolute as number
  expect(await floor(definition)).toMatchObject({
    family: 'primary',
    smallestEffect: { relative: 0.2, absolute: usual?.absolute },
  })
})

test('a floor of one’s own stays', async () => {
  expect((await floor(0.25))?.smallestEffect).toEqual({ relative: 0.2, absolute: 0.25 })
  expect((await floor(0))?.smallestEffect).toEqual({ relative: 0.2, absolute: 0 })
})
