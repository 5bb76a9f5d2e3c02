import { expect, test } from '@jest/globals'
import { random } from '../../src/base/random.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import { experiment, run } from '../made.js'
import { checkOf } from './one-check.js'

type Seconds = { off: number; on: number }
const BLOCKS = 12

/** So many blocks whose probes took `took` of a block, in nanoseconds per unit; in every other block the treatment ran first. */
function probed(took: (block: number, condition: keyof Seconds) => number, blocks = BLOCKS): Experiment {
  const runs = Array.from({ length: blocks }, (_, index) => index + 1).flatMap((block) =>
    (block % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)).map(
      (condition, place): RunData => {
        const cpu = { units: 8000, nanoseconds: 8000 * took(block, condition) }
        return run(
          `${condition}-${block}`,
          {},
          { block, position: place + 1, probe: { cpu, memory: null, disk: null } },
        )
      },
    ),
  )
  return { ...experiment(...runs), inBlocks: true }
}

/** Nearly normal noise around 1, with this standard deviation. */
function noise(seed: string, deviation: number) {
  const { uniform } = random(seed)
  return () => 1 + deviation * (Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, 0) - 6)
}

test('a machine that was the same passes, and says what was compared', () => {
  const draw = noise('quiet', 0.01)
  expect(
    checkOf(
      'probe-held',
      probed(() => 20_000 * draw()),
    ),
  ).toEqual({
    outcome: 'pass',
    text: 'The same work was timed before every run; no test finds a difference between the conditions in the loop.',
    metrics: null,
  })
})

test('a machine that was slower before the runs of one condition takes every verdict away', () => {
  const draw = noise('neighbour', 0.01)
  const found = checkOf(
    'probe-held',
    probed((_, condition) => 20_000 * draw() * (condition === 'on' ? 1.12 : 1)),
  )
  expect(found?.outcome).toBe('invalidates')
  expect(found?.text).toMatch(
    /^Before the runs with MGLRU on the machine itself was at another speed: the loop took 1[123]% longer \(adjusted p 0\.0\d+\)\. /,
  )
})

test('a difference below 3% leaves the verdicts, one above takes them away', () => {
  const of = (slower: number, spread = 0.001) => {
    const draw = noise('small', spread)
    return checkOf(
      'probe-held',
      probed((_, condition) => 20_000 * draw() * (condition === 'on' ? slower : 1)),
    )?.outcome
  }
  expect(of(1.027)).toBe('pass')
  expect(of(1.034)).toBe('invalidates')
  // the interval reaches to both sides of 3%
  expect(of(1.03, 0.01)).toBe('caution')
})

test('a machine that slows down as it goes on is told, whatever the conditions', () => {
  const draw = noise('warm', 0.005)
  const found = checkOf(
    'probe-held',
    probed((block) => 20_000 * draw() * (1 + block / 50)),
  )
  expect(found).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('Trend over run order: the loop'),
  })
})

test('a trend of a thousandth is none, however sure it is', () => {
  const draw = noise('counted', 0.00001)
  expect(
    checkOf(
      'probe-held',
      probed((block) => 20_000 * draw() * (1 + block / 10_000)),
    ),
  ).toMatchObject({ outcome: 'pass' })
})

test('a trend is told from 1% on, from the first run to the last', () => {
  const of = (share: number) => {
    const draw = noise('slowly', 0.00001)
    return checkOf(
      'probe-held',
      probed((block) => 20_000 * draw() * (1 + (share * block) / (BLOCKS - 0.5))),
    )?.outcome
  }
  expect([of(0.009), of(0.0111)]).toEqual(['pass', 'caution'])
})

test('nothing recorded, or recorded of one condition alone, says nothing; too few runs say so', () => {
  expect(checkOf('probe-held', experiment(run('off-1'), run('on-1')))).toBeNull()
  const half = probed(() => 20_000)
  const one = {
    ...half,
    runs: half.runs.map((each) => (each.condition === 'on' ? { ...each, probe: null } : each)),
  }
  expect(checkOf('probe-held', one as Experiment)).toBeNull()
  expect(
    checkOf(
      'probe-held',
      probed(() => 20_000, 2),
    ),
  ).toMatchObject({
    outcome: 'pass',
    text: 'The same work was timed before every run; there are too few runs to compare it.',
  })
})

test('of 40 experiments with a neighbour that takes 10% at least 38 are caught, of 40 without at most 5', () => {
  const caught = (slower: number) =>
    Array.from({ length: 40 }, (_, index) => {
      const draw = noise(`${slower}-${index}`, 0.03)
      const all = probed((_, condition) => 20_000 * draw() * (condition === 'on' ? slower : 1))
      return checkOf('probe-held', all)?.outcome
    }).filter((outcome) => outcome !== 'pass').length
  expect(caught(1.1)).toBeGreaterThanOrEqual(38)
  expect(caught(1)).toBeLessThanOrEqual(5)
})
