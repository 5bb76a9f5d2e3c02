// What is simulated for the second edition, next to the first.
import { random } from '../../dist/base/random.js'
import { carryOverFinding } from '../../dist/compare/carry-over.js'
import { collapseP } from '../../dist/compare/collapse.js'
import { judgeAll } from '../../dist/compare/judge.js'
import { brunnerMunzelTest } from '../../dist/stats/brunner-munzel.js'
import { lookBoundary } from '../../dist/stats/look-boundary.js'
import { rankSumTest } from '../../dist/stats/rank-sum.js'
import { stagedOrder as collectorsOrder } from '../../dist/stats/staged-order.js'
import { firstEdition, secondEdition, simulate } from './editions.mjs'
import { COEFFICIENT_OF_VARIATION, experiment, plan } from './experiment.mjs'
import { NOISES, normal } from './noise.mjs'

const ALPHA = 0.05
export const BLOCKS = [6, 8, 12, 16, 24]
const found = (adjusted) => adjusted.filter((p) => p <= ALPHA).length / adjusted.length

/** Family-wise error, coverage of one interval, and mean power at 1 SD of a run in all metrics: both editions on the same experiments. */
function cell({ name, blocks, metrics, correlation }, experiments) {
  const source = random(`family ${name} ${blocks} ${metrics} ${correlation}`)
  const sums = { error: [0, 0], single: [0, 0], power: [0, 0] }
  for (let index = 0; index < experiments; index++) {
    const drawn = simulate({ noise: NOISES[name], metrics, correlation, blocks, random: source })
    for (const [edition, judge] of [firstEdition, secondEdition].entries()) {
      const none = judge(drawn)
      if (none.adjusted.some((p) => p <= ALPHA)) sums.error[edition]++
      sums.single[edition] += found(none.ps)
      sums.power[edition] += found(judge(drawn, 1).adjusted)
    }
  }
  const share = ([first, second]) => [first / experiments, second / experiments]
  return {
    name,
    blocks,
    metrics,
    correlation,
    error: share(sums.error),
    // the interval holds no effect exactly when p is above alpha
    coverage: share(sums.single).map((rate) => 1 - rate),
    power: share(sums.power),
  }
}

export function families(experiments, blocksOf = BLOCKS) {
  const cells = Object.keys(NOISES).flatMap((name) =>
    blocksOf.map((blocks) => ({ name, blocks, metrics: 4, correlation: 0.5 })),
  )
  const grid = [
    [1, 0],
    [4, 0],
    [4, 0.9],
    [9, 0],
    [9, 0.5],
    [9, 0.9],
  ].flatMap(([metrics, correlation]) =>
    blocksOf.map((blocks) => ({ name: 'normal', blocks, metrics, correlation })),
  )
  return [...cells, ...grid].map((one) => cell(one, experiments))
}

/** One metric in so many differs: how often it is found. */
export function power(experiments) {
  return [0.5, 1, 1.5, 2].flatMap((size) =>
    [1, 9].map((metrics) => ({
      size,
      metrics,
      found: BLOCKS.map((blocks) => {
        const source = random(`power ${size} ${metrics} ${blocks}`)
        let count = 0
        for (let index = 0; index < experiments; index++) {
          const drawn = simulate({ noise: NOISES.normal, metrics, blocks, random: source })
          drawn.changes[0] = drawn.changes[0].map((value) => value + size)
          if (secondEdition(drawn).adjusted[0] <= ALPHA) count++
        }
        return count / experiments
      }),
    })),
  )
}

/** Orders balanced within each stage, as the collectors draw them. */
function stagedOrder(looks, source) {
  return looks.flatMap((blocks, index) => plan(blocks - (looks[index - 1] ?? 0), source))
}

/** Planned looks at the boundary computed for them; error, power and mean number of blocks. */
export function looks(experiments) {
  return [[12, 16, 20, 24], [12, 24], [16], [24]].flatMap((list) =>
    [1, 4].map((metrics) => {
      const nominal = lookBoundary(list, ALPHA)
      const at = (effect) => {
        const source = random(`looks ${list} ${metrics} ${effect}`)
        let [hits, blocks] = [0, 0]
        for (let index = 0; index < experiments; index++) {
          const first = stagedOrder(list, source)
          const drawn = simulate({
            noise: NOISES.normal,
            metrics,
            correlation: metrics > 1 ? 0.5 : 0,
            blocks: list.at(-1),
            first,
            random: source,
          })
          const stop = list.find((n) =>
            secondEdition(cut(drawn, n), effect, list.at(-1)).adjusted.some((p) => p <= nominal),
          )
          if (stop !== undefined) hits++
          blocks += stop ?? list.at(-1)
        }
        return { found: hits / experiments, blocks: blocks / experiments }
      }
      return {
        looks: list,
        metrics,
        nominal,
        error: at(0).found,
        effects: [1, 1.5].map((size) => ({ size, ...at(size) })),
      }
    }),
  )
}

const cut = ({ changes, baselineFirst }, n) => ({
  changes: changes.map((list) => list.slice(0, n)),
  baselineFirst: baselineFirst.slice(0, n),
})

/** Whether the report has a clear verdict of the first `n` blocks, of which `added` came after the plan. */
function clear({ changes, baselineFirst }, n, added) {
  const orders = baselineFirst.slice(0, n).map((first, index) => ({ block: index + 1, baselineFirst: first }))
  const side = (treatment) =>
    orders.map(({ block, baselineFirst: first }) => ({
      run: `b${block}-${treatment}`,
      block,
      position: treatment === first ? 2 : 1,
      value: 1000 * Math.exp(treatment ? COEFFICIENT_OF_VARIATION * changes[0][block - 1] : 0),
      reason: null,
    }))
  const input = {
    metric: 'm0',
    title: 'M0',
    unit: 'count/s',
    better: 'higher',
    family: 'primary',
    smallestEffect: { relative: 1e-9, absolute: 0 },
    notComparable: null,
    baseline: side(false),
    treatment: side(true),
  }
  const design = { blocked: true, seed: 'calibration', orders, recordedBlocks: n, addedBlocks: added }
  const [{ verdict }] = judgeAll([input], design)
  return verdict === 'improved' || verdict === 'regressed'
}

/** Looks that nobody planned, with nothing to find: block by block, and once more after the number of blocks that the first edition printed. */
export function peeking(experiments) {
  const source = random('peeking')
  const counts = { once: 0, advice: 0, eachBlock: 0, adviceNow: 0 }
  for (let index = 0; index < experiments; index++) {
    const drawn = simulate({ noise: NOISES.normal, blocks: 48, random: source })
    const significant = (n) => firstEdition(cut(drawn, n)).ps[0] <= ALPHA
    const once = significant(12)
    if (once) counts.once++
    // about as many again is what an effect near the edge is told to need
    if (once || significant(24)) counts.advice++
    if (Array.from({ length: 37 }, (_, more) => 12 + more).some(significant)) counts.eachBlock++
    if (clear(drawn, 12, 0) || clear(drawn, 24, 12)) counts.adviceNow++
  }
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, n / experiments]))
}

/**
 * Carry-over: how often an effect is found that is not there, how often the check sees it, and what is left of both; in orders as
 * the collectors draw them. Then what the check costs: how often an effect of 1 SD is found where nothing is carried over.
 */
export function carryOver(experiments) {
  const cells = [0, 0.5, 1, 2].map((carry) => ({ carry, effect: 0 }))
  return [...cells, { carry: 0, effect: 1 }].flatMap(({ carry, effect }) =>
    [8, 12, 16, 24].map((blocks) => {
      const source = random(`carry-over ${carry} ${effect} ${blocks}`)
      let [claims, fired, left] = [0, 0, 0]
      for (let index = 0; index < experiments; index++) {
        const order = collectorsOrder(`${source.uniform()}`, [blocks])
        const treated = order.flatMap((position) => [position === 1, position === 0])
        const noise = (n, from) =>
          Array.from({ length: n }, (_, run) => normal(from) + (run > 0 && treated[run - 1] ? carry : 0))
        const effects = [effect * COEFFICIENT_OF_VARIATION]
        const [input] = experiment({ blocks, metrics: 1, noise, order, effects, random: source })
        const changes = [
          input.baseline.map(({ value }, block) => Math.log(input.treatment[block].value / value)),
        ]
        const claimed =
          secondEdition({ changes, baselineFirst: order.map((position) => position === 0) }).ps[0] <= ALPHA
        const seen = carryOverFinding([input], 'calibration')?.outcome === 'invalidates'
        if (claimed) claims++
        if (seen) fired++
        if (claimed && !seen) left++
      }
      const share = (count) => count / experiments
      return { carry, effect, blocks, claims: share(claims), fired: share(fired), left: share(left) }
    }),
  )
}

/** Without blocks: unequal numbers and spread, nothing to find. */
export function bare(experiments) {
  const shapes = [
    [6, 6, 1],
    [8, 8, 1],
    [12, 12, 1],
    [12, 12, 3],
    [18, 6, 3],
    [15, 5, 3],
    [20, 5, 5],
  ]
  return shapes.flatMap(([m, n, ratio]) =>
    ['normal', 'heavy-tailed'].map((name) => {
      const source = random(`bare ${m} ${n} ${ratio} ${name}`)
      let [mannWhitney, brunnerMunzel, both] = [0, 0, 0]
      for (let index = 0; index < experiments; index++) {
        const x = NOISES[name](m, source)
        const y = NOISES[name](n, source).map((value) => value * ratio)
        const [shift, tends] = [rankSumTest(x, y).p <= ALPHA, brunnerMunzelTest(x, y, source).p <= ALPHA]
        if (shift) mannWhitney++
        if (tends) brunnerMunzel++
        if (shift && tends) both++
      }
      return {
        m,
        n,
        ratio,
        name,
        mannWhitney: mannWhitney / experiments,
        brunnerMunzel: brunnerMunzel / experiments,
        both: both / experiments,
      }
    }),
  )
}

/** The row of collapsed runs: each condition collapses with its own chance. */
export function collapses(experiments) {
  return [
    [0, 0],
    [0.1, 0.1],
    [0.2, 0.2],
    [0.3, 0.3],
    [0, 0.1],
    [0, 0.2],
    [0, 0.3],
    [0.1, 0.3],
  ].map(([off, on]) => ({ off, on, found: BLOCKS.map((runs) => collapse(off, on, runs, experiments)) }))
}

function collapse(off, on, runs, experiments) {
  const source = random(`collapses ${off} ${on} ${runs}`)
  let claims = 0
  for (let index = 0; index < experiments; index++) {
    const count = (chance) => {
      const values = Array.from({ length: runs }, () =>
        Math.exp(0.05 * normal(source) + (source.uniform() < chance ? Math.log(0.1) : 0)),
      )
      const sorted = [...values].sort((a, b) => a - b)
      return values.filter((value) => value < (sorted[runs / 2 - 1] + sorted[runs / 2]) / 4).length
    }
    if (collapseP([count(off), count(on)], [runs, runs]) <= ALPHA) claims++
  }
  return claims / experiments
}
