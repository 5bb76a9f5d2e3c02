import { mean, median } from 'simple-statistics'
import { isWorkFigure } from '../metrics/work.js'
import type { Comparison, ComparisonInput, Design, Effect, Summary } from '../model/comparison.js'
import type { Interval } from '../stats/test-inversion.js'
import { blocksQuestion, primaryTests, smallestOf, spreadOf } from './blocks-question.js'
import { blurOf } from './blur.js'
import { consistency } from './consistency.js'
import type { Estimate } from './effect.js'
import { equivalenceMargin } from './equivalence-margin.js'
import { adjust } from './families.js'
import type { Samples } from './samples.js'
import { fromWorkingScale } from './scale.js'
import { ALPHA, type TestPlan, testPlan } from './test-plan.js'
import { blocksOf, leftOutTest, runsText, type UnadjustedTest, unadjustedTest } from './unadjusted.js'
import { usable } from './usable.js'
import { valueWarnings } from './value-warnings.js'
import { verdictOf } from './verdict.js'

/** Below this an interval says too little to be shown. */
const MIN_CONFIDENCE = 0.8

/** Compares the two conditions on every metric, in the order given; families are adjusted as families. */
export function judgeAll(inputs: readonly ComparisonInput[], design: Design): Comparison[] {
  const plan = testPlan(inputs, design)
  const tests = inputs.map((input) => unadjustedTest(input, design, plan))
  const { adjusted, least } = adjusting(tests, plan)
  return withQuestion(tests.map((one, index) => finish(one, adjusted[index] ?? null, least, plan)))
}

/** The verdicts alone of the metrics in `only`, for what is judged again; null for the others, of which p takes part in their families. */
export function verdictsAgain(
  inputs: readonly ComparisonInput[],
  design: Design,
  only: ReadonlySet<string>,
): (Comparison['verdict'] | null)[] {
  const plan = { ...testPlan(inputs, design), verdictOnly: true }
  const families = new Set(inputs.filter(({ metric }) => only.has(metric)).map(({ family }) => family))
  // a descriptive metric stands alone
  const takesPart = ({ metric, family }: ComparisonInput) =>
    only.has(metric) || (family !== 'descriptive' && families.has(family))
  const tests = inputs.map((input) =>
    takesPart(input) ? unadjustedTest(input, design, plan) : leftOutTest(input),
  )
  const { adjusted } = adjusting(tests, plan)
  return tests.map((one, index) =>
    only.has(one.input.metric) ? judge(one, adjusted[index] ?? null, plan).verdict : null,
  )
}

const adjusting = (tests: readonly UnadjustedTest[], plan: TestPlan) =>
  adjust(
    tests.map(({ input, samples, found, tested }) => ({
      family: input.family,
      p: tested && found ? found.p : null,
      otherP: plan.method === 'unpaired' ? (found?.other?.p ?? null) : null,
      blocks: input.collapseShare === undefined ? samples.blocks : blocksOf(input),
      relabelled: found?.relabelled ?? null,
      counted: input.declared === true && !tested,
    })),
    plan,
  )

function finish(
  one: UnadjustedTest,
  pAdjusted: number | null,
  least: number | null,
  plan: TestPlan,
): Comparison {
  const { input, samples: values, found, tested } = one
  const { metric, title, unit, better, family, smallestEffect, scope, comparability } = input
  const { verdict, clarity, held } = judge(one, pAdjusted, plan)
  const undecided =
    found !== null && verdict === 'inconclusive' && held === null && input.family !== 'descriptive'
  const effect = found === null ? null : effectOf(found, values)
  return {
    metric,
    title,
    unit,
    better,
    family,
    smallestEffect,
    ...(scope === undefined ? {} : { scope }),
    ...(comparability === undefined ? {} : { comparability }),
    verdict,
    clarity,
    reason: one.reason ?? held ?? (undecided ? whyUndecided(found, pAdjusted, least, values, plan) : null),
    baseline: summary(input.baseline),
    treatment: summary(input.treatment),
    effect,
    test: {
      name: tested && found !== null ? found.test : null,
      n: values.paired ? values.x.length : values.x.length + values.y.length,
      p: tested && found !== null ? found.p : null,
      pAdjusted: tested ? pAdjusted : null,
      other: tested && found !== null ? found.other : null,
    },
    equivalence: verdict === 'equivalent' && found !== null ? shownInterval(found, found.interval90) : null,
    collapsed: null,
    consistency: found === null || input.collapseShare !== undefined ? null : consistency(values),
    moreBlocksNeeded: null,
    blocksNeeded: null,
    look: plan.look,
    warnings: input.collapseShare === undefined ? valueWarnings(input, values, found, plan.seed) : [],
  }
}

/** @returns held: why a clear verdict is withheld; a sentence */
function judge(
  one: UnadjustedTest,
  pAdjusted: number | null,
  plan: TestPlan,
): Pick<Comparison, 'verdict' | 'clarity'> & { held: string | null } {
  const judged = asFound(one, pAdjusted, plan)
  const open = judged.verdict === 'inconclusive' || judged.verdict === 'not-comparable' || one.absent
  if (open || plan.withheld === null) return { ...judged, held: null }
  return { verdict: 'inconclusive', clarity: null, held: plan.withheld }
}

function asFound(
  { input, samples: values, found, refused, absent, few }: UnadjustedTest,
  pAdjusted: number | null,
  plan: TestPlan,
): Pick<Comparison, 'verdict' | 'clarity'> {
  if (refused) return { verdict: 'not-comparable', clarity: null }
  if (absent) return { verdict: 'did-not-occur', clarity: null }
  if (found === null || input.family === 'descriptive' || few)
    return { verdict: 'inconclusive', clarity: null }
  const levels = middles(values)
  const margin = equivalenceMargin(found.scale, input.smallestEffect, levels)
  const { alpha, alphaEquivalence } = plan
  const blur = blurOf(found.scale, input.bins, levels)
  // counts are exact; what a program prints and never scatters was rounded to steps that are not known
  const { lower, upper } = found.interval95
  const exact = !isWorkFigure(input.metric) || [...values.x, ...values.y].every(Number.isInteger)
  const sized = upper > lower || exact
  return verdictOf({
    found,
    pAdjusted,
    margin,
    blur,
    sized,
    better: input.better,
    alpha,
    alphaEquivalence,
  })
}

/**
 * The report asks for more blocks once: for the figure of the workload where that is a primary metric without a verdict, else for the first one.
 */
function withQuestion(comparisons: Comparison[]): Comparison[] {
  const open = comparisons.filter(
    (one) =>
      one.family === 'primary' &&
      one.verdict === 'inconclusive' &&
      one.effect !== null &&
      typeof spreadOf(one) !== 'string',
  )
  const asked = open.find(({ metric }) => isWorkFigure(metric)) ?? open[0]
  if (asked === undefined) return comparisons
  const spread = spreadOf(asked)
  if (typeof spread === 'string') return comparisons
  const needed = blocksQuestion(spread, smallestOf(asked), primaryTests(comparisons))
  const more = needed.blocks === null ? null : needed.blocks - spread.n
  return comparisons.map((one) =>
    one === asked
      ? { ...one, blocksNeeded: needed, moreBlocksNeeded: more !== null && more > 0 ? more : null }
      : one,
  )
}

const middles = ({ x, y }: Samples): [number, number] => [median([...x]), median([...y])]

function summary(runs: ComparisonInput['baseline']): Summary {
  const { present, missing } = usable(runs)
  const values = present.map(({ value }) => value)
  return {
    n: values.length,
    median: values.length === 0 ? null : median([...values]),
    values,
    runs: present.map(({ run }) => run),
    missing,
  }
}

function effectOf({ scale, shift, interval95 }: Estimate, { x, y }: Samples): Effect {
  // odds of happening at all are no change of the metric: the difference of the means is, and has no interval
  if (scale === 'odds')
    return {
      scale: 'difference',
      estimate: mean([...y]) - mean([...x]),
      lower: null,
      upper: null,
      confidence: null,
    }
  return {
    scale,
    estimate: fromWorkingScale(scale, shift),
    ...(shownInterval({ scale }, interval95) ?? NO_INTERVAL),
  }
}

const NO_INTERVAL = { lower: null, upper: null, confidence: null }

function shownInterval({ scale }: Pick<Estimate, 'scale'>, { lower, upper, confidence }: Interval) {
  if (confidence < MIN_CONFIDENCE) return null
  return { lower: fromWorkingScale(scale, lower), upper: fromWorkingScale(scale, upper), confidence }
}

/** Only where the numbers alone do not say why. */
function whyUndecided(
  { p, interval95, other }: Estimate,
  pAdjusted: number | null,
  least: number | null,
  values: Samples,
  plan: TestPlan,
): string | null {
  if (pAdjusted === null || p > plan.alpha) return null
  if (plan.method === 'unpaired' && other !== null && other.p > plan.alpha)
    return `Brunner-Munzel p = ${p.toFixed(3)}, but Mann-Whitney p = ${other.p.toFixed(3)}: without blocks both must agree.`
  if (interval95.lower < 0 && interval95.upper > 0) return null
  const weak =
    least !== null && least > ALPHA
      ? ` With ${runsText(values)} the smallest possible adjusted p is ${least.toFixed(3)}.`
      : ''
  return `Unadjusted p = ${p.toFixed(3)}.${weak}`
}
