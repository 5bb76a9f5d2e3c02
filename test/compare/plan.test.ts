import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { compareAll } from '../../src/compare/compare.js'
import { planFromAssumption, planFromPilot } from '../../src/compare/plan.js'
import { blocksNeeded, fewestBlocks, minDetectableEffect } from '../../src/compare/sample-size.js'
import { blocked, noisy } from './inputs.js'

const ALPHA = 0.05

test.each([
  [1, 6],
  [2, 7],
  [9, 9],
  [12, 9],
])('with %i primary metrics the smallest p is small enough from %i blocks on', (metrics, blocks) => {
  expect(fewestBlocks(ALPHA / metrics)).toBe(blocks)
  expect((metrics * 2) / 2 ** blocks).toBeLessThanOrEqual(ALPHA)
  expect((metrics * 2) / 2 ** (blocks - 1)).toBeGreaterThan(ALPHA)
})

interface Power {
  size: number
  metrics: number
  found: number[]
}
const simulated = JSON.parse(readFileSync('bench/calibration/results.json', 'utf8')) as {
  blocks: number[]
  power: Power[]
}

describe('the formula against the simulation of docs/calibration.md', () => {
  test.each(simulated.power.filter(({ size }) => size >= 1))(
    '$size SD, $metrics metrics: four in five experiments find it',
    ({ size, metrics, found }) => {
      const needed = blocksNeeded({ spread: Math.SQRT2, effect: size, margin: size }, ALPHA, metrics) ?? 0
      // the nearest numbers of blocks that were simulated lie on both sides, or the power is near 0.8
      const below = simulated.blocks.findLastIndex((blocks) => blocks <= needed)
      const above = simulated.blocks.findIndex((blocks) => blocks >= needed)
      if (below >= 0) expect(found[below]).toBeLessThan(0.87)
      if (above >= 0) expect(found[above]).toBeGreaterThan(0.77)
    },
  )
})

test('what so many blocks find is what so many blocks are needed for', () => {
  for (const blocks of [12, 20, 40]) {
    const effect = minDetectableEffect(blocks, 0.1, ALPHA, 3) ?? 0
    expect(blocksNeeded({ spread: 0.1, effect, margin: effect }, ALPHA, 3)).toBe(blocks)
  }
  expect(minDetectableEffect(6, 0.1, ALPHA, 9)).toBeNull()
})

test('more spread, a smaller effect or more metrics need more blocks; too many are no plan', () => {
  const need = (effect: number, spread: number, metrics: number) =>
    planFromAssumption(effect, spread, metrics, 12).planned[0]?.needed.blocks ?? Number.POSITIVE_INFINITY
  expect(need(0.05, 0.04, 1)).toBe(13)
  expect(need(0.05, 0.08, 1)).toBeGreaterThan(need(0.05, 0.04, 1))
  expect(need(0.02, 0.04, 1)).toBeGreaterThan(need(0.05, 0.04, 1))
  expect(need(0.05, 0.04, 9)).toBeGreaterThan(need(0.05, 0.04, 1))
  expect(need(0.001, 0.5, 1)).toBe(Number.POSITIVE_INFINITY)
})

test('a pilot tells the spread that it was made with', () => {
  const pilot = compareAll([blocked(noisy('a', 100, 40), noisy('b', 100, 40))], { blocked: true, seed: 's' })
  const { planned, metrics } = planFromPilot(pilot, 12)
  expect(metrics).toBe(1)
  expect(planned[0]?.spread).toBeGreaterThan(0.05)
  expect(planned[0]?.spread).toBeLessThan(0.09)
})

test('a pilot of three blocks, or with zeros, is left with a reason', () => {
  const pilot = compareAll(
    [blocked([1, 2, 3], [2, 3, 4]), blocked([0, 2, 3, 4], [2, 3, 4, 5], { metric: 'z' })],
    { blocked: true, seed: 's' },
  )
  expect(planFromPilot(pilot, 12)).toMatchObject({
    planned: [],
    left: [
      { reason: expect.stringContaining('too few runs') },
      { reason: expect.stringContaining('0 or less') },
    ],
  })
})
