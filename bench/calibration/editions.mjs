// One simulated experiment, tested as the first edition did and as the second does; values are logarithms in standard deviations.
import { adjust } from '../../dist/compare/families.js'
import { relabelledAbba, relabelledSignedRank } from '../../dist/compare/relabelled.js'
import { MIN_AB_BA_BLOCKS } from '../../dist/compare/test-plan.js'
import { abbaTest } from '../../dist/stats/abba.js'
import { holm } from '../../dist/stats/adjust.js'
import { signedRankTest } from '../../dist/stats/signed-rank.js'
import { plan } from './experiment.mjs'

/** Values of metrics that share a part of their noise: their correlation under noise of finite variance. */
function noises(noise, metrics, correlation, n, random) {
  const common = correlation > 0 ? noise(n, random) : null
  return Array.from({ length: metrics }, () => {
    const own = noise(n, random)
    return common === null
      ? own
      : own.map((value, index) => Math.sqrt(correlation) * common[index] + Math.sqrt(1 - correlation) * value)
  })
}

/**
 * Of each metric the differences within blocks, treatment less baseline, without any effect.
 * @param carry what the treatment leaves to the run after it
 */
export function simulate({ noise, metrics = 1, correlation = 0, blocks, carry = 0, first, random }) {
  const order = first ?? plan(blocks, random)
  const treated = order.flatMap((position) => [position === 1, position === 0])
  const changes = noises(noise, metrics, correlation, 2 * blocks, random).map((values) => {
    const runs = values.map((value, index) => value + (index > 0 && treated[index - 1] ? carry : 0))
    return order.map((position, block) => runs[2 * block + 1 - position] - runs[2 * block + position])
  })
  return { baselineFirst: order.map((position) => position === 0), changes, order, treated }
}

const shifted = (changes, effect) => changes.map((list) => list.map((value) => value + effect))

/** p of each metric by the signed-rank test, adjusted by Holm. */
export function firstEdition({ changes }, effect = 0) {
  const ps = shifted(changes, effect).map((list) => signedRankTest(list).p)
  return { ps, adjusted: holm(ps) }
}

/** p of each metric by the test that so many planned blocks get, adjusted by Westfall and Young. */
export function secondEdition({ changes, baselineFirst }, effect = 0, planned = baselineFirst.length) {
  const blocks = baselineFirst.map((_, index) => index + 1)
  const abba = planned >= MIN_AB_BA_BLOCKS
  const tests = shifted(changes, effect).map((list) => {
    const steps = list.map((value, index) => (baselineFirst[index] ? value : -value))
    const p = abba
      ? abbaTest(steps.map((step, index) => ({ step, ab: baselineFirst[index] }))).p
      : signedRankTest(list).p
    const relabelled = abba ? relabelledAbba(steps, baselineFirst) : relabelledSignedRank(list)
    return { family: 'primary', p, otherP: null, blocks, relabelled }
  })
  const ps = tests.map(({ p }) => p)
  // one metric keeps its own p, and nothing can be found where no p is small
  if (tests.length === 1 || ps.every((p) => p > 0.05)) return { ps, adjusted: ps }
  const map = new Map(blocks.map((block, index) => [block, baselineFirst[index]]))
  const design = { method: abba ? 'ab-ba' : 'signed-rank', baselineFirst: map, seed: 'calibration' }
  return { ps, adjusted: adjust(tests, design).adjusted }
}
