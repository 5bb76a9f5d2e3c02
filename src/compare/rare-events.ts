import { clopperPearson, signTest } from '../stats/binomial.js'
import { fisherTest, oddsRatioInterval, type Table } from '../stats/fisher.js'
import type { Interval } from '../stats/test-inversion.js'
import type { Estimate } from './effect.js'
import { relabelledMcNemar } from './relabelled.js'
import type { Samples } from './samples.js'
import type { TestPlan } from './test-plan.js'

const happened = (value: number) => value > 0

/**
 * Events so rare that most runs have none: whether a run has any at all is compared, by the odds. By block the exact
 * binomial test over the blocks in which only one of the two runs had any (McNemar); without blocks Fisher's exact test.
 */
export function rareEvents({ x, y, paired }: Samples, levels: Levels): Estimate {
  return paired ? mcNemar(x, y, levels) : fisher(x, y, levels)
}

type Levels = Pick<TestPlan, 'alpha' | 'alphaEquivalence'>

function mcNemar(x: readonly number[], y: readonly number[], levels: Levels): Estimate {
  const onlyBaseline = x.filter((value, index) => happened(value) && !happened(y[index] as number)).length
  const onlyTreatment = x.filter((value, index) => !happened(value) && happened(y[index] as number)).length
  const differing = onlyBaseline + onlyTreatment
  const logOdds = (alpha: number): Interval => {
    if (differing === 0) return boundless(alpha)
    const { lower, upper, confidence } = clopperPearson(onlyTreatment, differing, alpha)
    return { lower: Math.log(lower / (1 - lower)), upper: Math.log(upper / (1 - upper)), confidence }
  }
  return {
    scale: 'odds',
    shift: Math.log((onlyTreatment + 0.5) / (onlyBaseline + 0.5)),
    interval95: logOdds(levels.alpha),
    interval90: logOdds(levels.alphaEquivalence),
    p: signTest(onlyTreatment, differing),
    leastP: Math.min(1, 2 / 2 ** differing),
    test: 'Exact McNemar test on runs with any, paired by block',
    other: null,
    relabelled: relabelledMcNemar(
      x.map((value, index) => Number(happened(y[index] as number)) - Number(happened(value))),
    ),
  }
}

function fisher(x: readonly number[], y: readonly number[], levels: Levels): Estimate {
  const [a, b] = [x.filter(happened).length, y.filter(happened).length]
  const table: Table = { withEvent: [a, b], of: [x.length, y.length] }
  const logOdds = (alpha: number): Interval => {
    const { lower, upper, confidence } = oddsRatioInterval(table, alpha)
    return { lower: Math.log(lower), upper: Math.log(upper), confidence }
  }
  const odds = (events: number, runs: number) => (events + 0.5) / (runs - events + 0.5)
  return {
    scale: 'odds',
    shift: Math.log(odds(b, y.length)) - Math.log(odds(a, x.length)),
    interval95: logOdds(levels.alpha),
    interval90: logOdds(levels.alphaEquivalence),
    p: fisherTest(table),
    leastP: leastFisherP(a + b, x.length, y.length),
    test: 'Exact Fisher test on runs with any',
    other: null,
    relabelled: null,
  }
}

function leastFisherP(total: number, m: number, n: number): number {
  const all = [Math.max(0, total - m), Math.min(n, total)]
  return Math.min(...all.map((b) => fisherTest({ withEvent: [total - b, b], of: [m, n] })))
}

const boundless = (alpha: number): Interval => ({
  lower: Number.NEGATIVE_INFINITY,
  upper: Number.POSITIVE_INFINITY,
  confidence: 1 - alpha,
})
