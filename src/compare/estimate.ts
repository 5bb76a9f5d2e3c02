import { median } from 'simple-statistics'
import { random } from '../base/random.js'
import { abbaEffects, abbaInterval, abbaTest, leastAbbaP, type OrderedBlock } from '../stats/abba.js'
import { brunnerMunzelTest } from '../stats/brunner-munzel.js'
import { isExact, pairwiseDifferences, rankSumInterval, rankSumTest } from '../stats/rank-sum.js'
import { MAX_EXACT_N, signedRankInterval, signedRankTest, walshAverages } from '../stats/signed-rank.js'
import type { Interval } from '../stats/test-inversion.js'
import { choose } from '../stats/ways.js'
import type { Estimate } from './effect.js'
import { rareEvents } from './rare-events.js'
import { relabelledAbba, relabelledSignedRank } from './relabelled.js'
import type { Samples } from './samples.js'
import { blockDifferences, scaleOf, toWorkingScale } from './scale.js'
import type { TestPlan } from './test-plan.js'

/** The effect on the working scale, its p, and the intervals that invert the same test. */
export function estimate(samples: Samples, absoluteFloor: number, plan: TestPlan): Estimate {
  const scale = scaleOf(samples, absoluteFloor)
  if (scale === 'odds') return rareEvents(samples, plan)
  if (plan.method === 'unpaired') return unpaired(samples, scale, plan)
  return plan.method === 'ab-ba' ? byOrder(samples, scale, plan) : byBlock(samples, scale, plan)
}

const kind = (exact: boolean) => (exact ? 'Exact' : 'Approximate')
const signedRankName = (n: number) => `${kind(n <= MAX_EXACT_N)} Wilcoxon signed-rank test, paired by block`
const abbaName = (blocks: readonly OrderedBlock[]) => {
  const first = blocks.filter(({ ab }) => ab).length
  return `${kind(isExact(first, blocks.length - first))} AB-BA rank-sum test, paired by block`
}

/** Second less first of each block. */
function stepsOf(differences: readonly number[], { baselineFirst }: Samples): OrderedBlock[] {
  return differences.map((difference, index) => {
    const ab = baselineFirst[index] === true
    return { step: ab ? difference : -difference, ab }
  })
}

const bothOrders = (blocks: readonly OrderedBlock[]) => new Set(blocks.map(({ ab }) => ab)).size === 2

function byOrder(samples: Samples, scale: 'ratio' | 'difference', plan: TestPlan): Estimate {
  const differences = blockDifferences(samples, scale)
  const blocks = stepsOf(differences, samples)
  const other = { name: signedRankName(differences.length), p: signedRankTest(differences).p }
  const steps = blocks.map(({ step }) => step)
  const relabelled = relabelledAbba(steps, samples.baselineFirst)
  const rest = { scale, test: abbaName(blocks), other, relabelled }
  // with one order alone an order effect cannot be told from the treatment's
  if (!bothOrders(blocks)) {
    const nothing = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY, confidence: 0 }
    return { ...rest, shift: median(differences), interval95: nothing, interval90: nothing, p: 1, leastP: 1 }
  }
  const effects = abbaEffects(blocks)
  return withIntervals(
    { ...rest, shift: median(effects), p: abbaTest(blocks).p, leastP: leastAbbaP(blocks) },
    (alpha) => abbaInterval(blocks, alpha, effects),
    plan,
  )
}

function byBlock(samples: Samples, scale: 'ratio' | 'difference', plan: TestPlan): Estimate {
  const differences = blockDifferences(samples, scale)
  const averages = walshAverages(differences)
  const different = differences.filter((value) => value !== 0).length
  const blocks = stepsOf(differences, samples)
  return withIntervals(
    {
      scale,
      shift: median(averages),
      p: signedRankTest(differences).p,
      leastP: Math.min(1, 2 / 2 ** different),
      test: signedRankName(differences.length),
      other: bothOrders(blocks) ? { name: abbaName(blocks), p: abbaTest(blocks).p } : null,
      relabelled: relabelledSignedRank(differences),
    },
    (alpha) => signedRankInterval(differences, alpha, averages),
    plan,
  )
}

function unpaired(samples: Samples, scale: 'ratio' | 'difference', plan: TestPlan): Estimate {
  const [x, y] = toWorkingScale(samples, scale)
  const differences = pairwiseDifferences(x, y)
  const shiftTest = rankSumTest(x, y).p
  // where the one test finds nothing, the other cannot make a verdict
  const tested = x.length > 1 && y.length > 1 && !(plan.verdictOnly && shiftTest > plan.alpha)
  const found = tested
    ? brunnerMunzelTest(x, y, random(`${plan.seed} Brunner-Munzel`))
    : { p: 1, exact: true }
  return withIntervals(
    {
      scale,
      shift: median(differences),
      p: found.p,
      leastP: leastUnpairedP(x, y),
      test: `${found.exact ? 'Exact' : 'Sampled'} permuted Brunner-Munzel test`,
      other: { name: `${kind(isExact(x.length, y.length))} Mann-Whitney test`, p: shiftTest },
      relabelled: null,
    },
    (alpha) => rankSumInterval(x, y, alpha, differences),
    plan,
  )
}

/** Intervals are most of the work: made when they are first looked at, which is never where a metric is judged again for its p alone. */
function withIntervals(
  rest: Omit<Estimate, 'interval95' | 'interval90'>,
  make: (alpha: number) => Interval,
  plan: TestPlan,
): Estimate {
  let [at95, at90]: (Interval | null)[] = [null, null]
  return {
    ...rest,
    get interval95() {
      at95 ??= make(plan.alpha)
      return at95
    },
    get interval90() {
      at90 ??= make(plan.alphaEquivalence)
      return at90
    },
  }
}

/** With the smallest of all values on one side and the largest on the other. */
function leastUnpairedP(x: readonly number[], y: readonly number[]): number {
  const sorted = [...x, ...y].sort((a, b) => a - b)
  return Math.min(
    rankSumTest(sorted.slice(0, x.length), sorted.slice(x.length)).p,
    rankSumTest(sorted.slice(y.length), sorted.slice(0, y.length)).p,
  )
}

/** The least p of so many blocks or runs when no values are equal: a matter of the design alone. */
export function leastPOfDesign({ x, y, baselineFirst }: Samples, { method }: TestPlan): number {
  if (method === 'signed-rank') return Math.min(1, 2 / 2 ** x.length)
  if (method === 'unpaired') return Math.min(1, 2 / choose(x.length + y.length, x.length))
  return Math.min(1, 2 / choose(x.length, baselineFirst.filter(Boolean).length))
}
