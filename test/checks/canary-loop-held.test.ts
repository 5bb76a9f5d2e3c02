import { expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import type { Experiment } from '../../src/experiment/experiment.js'
import { experiment, run } from '../made.js'
import { checkOf } from './one-check.js'

/** So many blocks whose canary took `took` seconds for its arithmetic; in every other block the treatment ran first. */
function timed(took: (block: number, condition: 'off' | 'on') => number | null, blocks = 12): Experiment {
  const runs = Array.from({ length: blocks }, (_, index) => index + 1).flatMap((block) =>
    (block % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)).map((condition, place) => {
      const loopCpu = took(block, condition)
      const streams = loopCpu === null ? {} : { canary: { outside: { loopCpu }, inside: null } }
      return run(`${condition}-${block}`, streams, { block, position: place + 1 })
    }),
  )
  return { ...experiment(...runs), inBlocks: true }
}

const noise = (seed: string) => {
  const { uniform } = random(seed)
  return () => 1 + 0.005 * (uniform() + uniform() - 1)
}

test('arithmetic that took as long under both conditions passes', () => {
  const draw = noise('quiet')
  const same = timed(() => 0.0017 * draw())
  expect(checkOf('canary-loop-held', same)).toEqual({
    outcome: 'pass',
    text: 'The canary timed the same arithmetic in every run; no test finds a difference between the conditions.',
    metrics: null,
  })
})

test('a processor that was slower under one condition is told with its size', () => {
  const draw = noise('neighbour')
  const slower = timed((_, condition) => 0.0017 * draw() * (condition === 'on' ? 1.08 : 1))
  expect(checkOf('canary-loop-held', slower)).toMatchObject({
    outcome: 'caution',
    text: expect.stringMatching(
      /^In the runs with MGLRU on the processor itself was at another speed: the arithmetic took 8% longer \(adjusted p 0\.00\d+\)\. /,
    ),
  })
})

test('a processor that slows down as the experiment goes on is told', () => {
  const draw = noise('warm')
  const warm = timed((block) => 0.0017 * draw() * (1 + block / 50))
  expect(checkOf('canary-loop-held', warm)).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('Trend over run order: the arithmetic'),
  })
})

test('runs without one leave the others to be compared', () => {
  const draw = noise('lost')
  const lost = timed((block) => (block > 10 ? null : 0.0017 * draw()))
  expect(checkOf('canary-loop-held', lost)?.text).toContain('no test finds a difference')
})

test('without a canary, or with one under one condition alone, there is nothing to say; too few runs say so', () => {
  expect(
    checkOf(
      'canary-loop-held',
      timed(() => null),
    ),
  ).toBeNull()
  const half = timed((_, condition) => (condition === 'on' ? null : 0.0017))
  expect(checkOf('canary-loop-held', half)).toBeNull()
  expect(
    checkOf(
      'canary-loop-held',
      timed(() => 0.0017, 2),
    ),
  ).toMatchObject({ outcome: 'pass', text: expect.stringContaining('too few runs to compare it') })
})
