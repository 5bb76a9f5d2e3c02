import { fromWorkingScale } from '../compare/scale.js'
import { verdictOf } from '../compare/verdict.js'
import type { Effect, Verdict } from '../model/comparison.js'
import type { Report, ReportComparison } from '../model/report.js'
import { holm } from '../stats/adjust.js'
import type { StudyEffect } from '../stats/between-studies.js'
import { normalQuantile } from '../stats/normal.js'
import { type RandomEffects, randomEffects } from '../stats/random-effects.js'
import { machineClass } from './machine-class.js'

/** Below this many machines an interval over machines says next to nothing of the next one. */
export const LEAST_MACHINES = 3
const ALPHA = 0.05

/** One report in a pool: a machine. */
export interface PooledMachine {
  experiment: string
  kernel: string
  machine: string
  verdict: Verdict
  /** Of the report's own test. */
  test: { p: number | null }
  effect: Effect
  /** Share of the weight in the mean. */
  weight: number
}

export interface PooledMetric {
  metric: string
  title: string
  unit: string
  better: ReportComparison['better']
  smallestEffect: ReportComparison['smallestEffect']
  machines: PooledMachine[]
  /** Reports that this metric does without, and why. */
  excluded: { experiment: string; reason: string }[]
  /** On the scale of the effects; null below LEAST_MACHINES machines. */
  pooled: {
    effect: Effect
    prediction: { lower: number; upper: number }
    p: number
    pAdjusted: number
    verdict: Verdict
    /** Of the true effects of machines, with its 95% interval: a factor for ratios, in the unit for differences. */
    spread: { sd: number; lower: number; upper: number }
    /** p of equal effects on all machines. */
    sameP: number
  } | null
}

export interface Pool {
  reports: number
  kernels: string[]
  conditions: [baseline: string, treatment: string]
  workload: string
  metrics: PooledMetric[]
}

type Member = { machine: Omit<PooledMachine, 'weight'>; study: StudyEffect }

/** Pools every metric that is primary in any of the reports, which poolRefusal let pass. */
export function poolReports(reports: readonly Report[]): Pool {
  const [first] = reports as readonly [Report, ...Report[]]
  const primary = new Map<string, ReportComparison>()
  for (const { comparisons } of reports)
    for (const one of comparisons)
      if (one.family === 'primary' && !primary.has(one.metric)) primary.set(one.metric, one)
  const drafts = [...primary.values()].map((of) => ({ of, ...membersOf(of, reports) }))
  const answers = drafts.map(({ members }) =>
    members.length < LEAST_MACHINES ? null : randomEffects(members.map(({ study }) => study)),
  )
  const adjusted = holm(answers.flatMap((answer) => answer?.p ?? []))
  let place = 0
  const metrics = drafts.map(({ of, members, excluded }, index): PooledMetric => {
    const answer = answers[index] ?? null
    const weights = members.map(({ study }) => 1 / (study.variance + (answer?.tau2 ?? 0)))
    const total = weights.reduce((a, b) => a + b, 0)
    return {
      metric: of.metric,
      title: of.title,
      unit: of.unit,
      better: of.better,
      smallestEffect: of.smallestEffect,
      machines: members.map(({ machine }, at) => ({ ...machine, weight: (weights[at] as number) / total })),
      excluded,
      pooled: answer === null ? null : pooledOf(of, members, answer, adjusted[place++] as number),
    }
  })
  const [baseline, treatment] = first.conditions
  return {
    reports: reports.length,
    kernels: [...new Set(reports.map(({ host }) => host?.kernel ?? 'not recorded'))].sort(),
    conditions: [baseline.label, treatment.label],
    workload: first.workload?.summary ?? first.workload?.argv.join(' ') ?? 'not recorded',
    metrics,
  }
}

const same = (a: ReportComparison, b: ReportComparison) => a.unit === b.unit && a.better === b.better
const logOf = (scale: Effect['scale']) => (scale === 'ratio' ? Math.log : (value: number) => value)

/**
 * The effects of a metric, each with a standard error: half of its interval (of logarithms for ratios) over the normal quantile of the level that it reaches.
 * Where scales differ that of most reports is kept.
 */
function membersOf(of: ReportComparison, reports: readonly Report[]) {
  const excluded: PooledMetric['excluded'] = []
  const found = reports.flatMap((report) => {
    const comparison = report.comparisons.find(({ metric }) => metric === of.metric)
    const reason = unusable(of, comparison)
    if (comparison === undefined || reason !== null) {
      excluded.push({ experiment: report.experiment.id, reason: reason ?? 'not measured' })
      return []
    }
    return [{ report, comparison, effect: comparison.effect as Effect }]
  })
  const ratios = found.filter(({ effect }) => effect.scale === 'ratio').length
  const scale = 2 * ratios >= found.length ? 'ratio' : 'difference'
  const members = found.flatMap(({ report, comparison, effect }): Member[] => {
    const { lower, upper, confidence, estimate } = effect as {
      [K in 'lower' | 'upper' | 'confidence' | 'estimate']: number
    }
    const log = logOf(scale)
    const se = (log(upper) - log(lower)) / (2 * normalQuantile((1 + confidence) / 2))
    const usable = effect.scale === scale && Number.isFinite(se) && se > 0
    if (!usable) {
      const reason =
        effect.scale === scale
          ? 'its confidence interval has no width or an open end'
          : `its effect is a ${effect.scale}, not a ${scale}`
      excluded.push({ experiment: report.experiment.id, reason })
      return []
    }
    const machine = {
      experiment: report.experiment.id,
      kernel: report.host?.kernel ?? 'not recorded',
      machine: machineClass(report) ?? 'not recorded',
      verdict: comparison.verdict,
      test: { p: comparison.test.p },
      effect,
    }
    return [{ machine, study: { effect: log(estimate), variance: se ** 2 } }]
  })
  return { members, excluded }
}

function unusable(of: ReportComparison, one: ReportComparison | undefined): string | null {
  if (one === undefined) return 'not measured'
  if (!same(of, one)) return `measured in ${one.unit}, ${one.better} is better`
  if (one.verdict === 'not-comparable') return 'not comparable there'
  if (one.verdict === 'did-not-occur') return 'did not occur'
  if (
    one.effect === null ||
    one.effect.lower === null ||
    one.effect.upper === null ||
    one.effect.confidence === null
  )
    return 'without a confidence interval'
  return null
}

function pooledOf(
  of: ReportComparison,
  members: readonly Member[],
  answer: RandomEffects,
  pAdjusted: number,
): PooledMetric['pooled'] {
  const scale = members[0]?.machine.effect.scale ?? 'ratio'
  const back = (value: number) => fromWorkingScale(scale, value)
  const narrow = randomEffects(
    members.map(({ study }) => study),
    2 * ALPHA,
  )
  const { verdict } = verdictOf({
    found: {
      interval95: { lower: answer.lower, upper: answer.upper, confidence: 1 - ALPHA },
      interval90: { lower: narrow.lower, upper: narrow.upper, confidence: 1 - 2 * ALPHA },
    },
    pAdjusted,
    margin: scale === 'ratio' ? Math.log1p(of.smallestEffect.relative) : of.smallestEffect.absolute,
    better: of.better,
    alpha: ALPHA,
    alphaEquivalence: 2 * ALPHA,
  })
  const { lower, upper } = answer.prediction ?? {
    lower: Number.NEGATIVE_INFINITY,
    upper: Number.POSITIVE_INFINITY,
  }
  const sd = (variance: number) => back(Math.sqrt(variance))
  return {
    effect: {
      scale,
      estimate: back(answer.estimate),
      lower: back(answer.lower),
      upper: back(answer.upper),
      confidence: 1 - ALPHA,
    },
    prediction: { lower: back(lower), upper: back(upper) },
    p: answer.p,
    pAdjusted,
    verdict,
    spread: { sd: sd(answer.tau2), lower: sd(answer.tau2Lower), upper: sd(answer.tau2Upper) },
    sameP: answer.qP,
  }
}
