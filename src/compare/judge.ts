import { mean, median } from 'simple-statistics'
import type { Comparison, ComparisonInput, Design, Effect, Summary } from '../model/comparison.js'
import { consistency } from './consistency.js'
import type { Estimate } from './effect.js'
import { equivalenceMargin } from './equivalence-margin.js'
import { ALPHA, leastPOfDesign } from './estimate.js'
import { adjust } from './families.js'
import { moreBlocks } from './more-blocks.js'
import type { Samples } from './samples.js'
import { runsText, type UnadjustedTest, unadjustedTest } from './unadjusted.js'
import { usable } from './usable.js'
import { valueWarnings } from './value-warnings.js'
import { verdictOf } from './verdict.js'

/** Below this an interval says too little to be shown. */
const MIN_CONFIDENCE = 0.8

/** Compares the two conditions on every metric, in the order given; families are adjusted as families. */
export function judgeAll(inputs: readonly ComparisonInput[], design: Design): Comparison[] {
  const drafts = inputs.map((input) => unadjustedTest(input, design))
  const adjusted = adjust(
    drafts.map(({ input, found, tested }) => ({
      family: input.family,
      p: tested && found ? found.p : null,
      counted: input.declared === true && !tested,
    })),
  )
  const primary = drafts.filter(
    ({ input, tested }) => input.family === 'primary' && (tested || input.declared === true),
  ).length
  return drafts.map((one, index) => finish(one, adjusted[index] ?? null, Math.max(1, primary), design.seed))
}

function finish(one: UnadjustedTest, pAdjusted: number | null, tests: number, seed: string): Comparison {
  const { input, samples: values, found, tested } = one
  const { baseline: _, treatment: __, notComparable: ___, declared: ____, ...metric } = input
  const floor = found === null ? 0 : equivalenceMargin(found.scale, input.smallestEffect, middles(values))
  const judged =
    found === null || input.family === 'descriptive' || one.few
      ? { verdict: one.refused ? ('not-comparable' as const) : ('inconclusive' as const), clarity: null }
      : verdictOf({ ...found, pAdjusted, margin: floor, better: input.better })
  const undecided = found !== null && judged.verdict === 'inconclusive' && input.family !== 'descriptive'
  return {
    ...metric,
    ...judged,
    reason: one.reason ?? (undecided ? whyUndecided(found, pAdjusted, tests, values) : null),
    baseline: summary(input.baseline),
    treatment: summary(input.treatment),
    effect: found === null ? null : effectOf(found, values),
    test: {
      name: tested && found !== null ? found.test : null,
      n: values.paired ? values.x.length : values.x.length + values.y.length,
      p: tested && found !== null ? found.p : null,
      pAdjusted: tested ? pAdjusted : null,
    },
    consistency: found === null ? null : consistency(values),
    moreBlocksNeeded: undecided
      ? moreBlocks(values, found, floor, input.family === 'primary' ? tests : 1)
      : null,
    warnings: valueWarnings(input, values, found, seed),
  }
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
  // a ratio of the largest and the smallest double would overflow; ten digits are what the working scale keeps
  const back = (value: number) =>
    scale === 'difference' ? value : Number(Math.exp(Math.min(700, Math.max(-700, value))).toPrecision(10))
  const { lower, upper, confidence } = interval95
  const shown = confidence >= MIN_CONFIDENCE
  return {
    scale,
    estimate: back(shift),
    lower: shown ? back(lower) : null,
    upper: shown ? back(upper) : null,
    confidence: shown ? confidence : null,
  }
}

/** Only where the numbers alone do not say why. */
function whyUndecided(
  { p, interval95 }: Estimate,
  pAdjusted: number | null,
  tests: number,
  values: Samples,
): string | null {
  if (pAdjusted === null || p > ALPHA) return null
  const least = leastPOfDesign(values) * tests
  const weak =
    least > ALPHA
      ? `; with ${runsText(values)} and ${tests} metrics tested even the clearest result cannot have an adjusted p below ${least.toFixed(3)}`
      : ''
  return interval95.lower >= 0 || interval95.upper <= 0
    ? `Its own interval excludes no change (p = ${p.toFixed(3)}), but one of several metrics tested may do so by chance${weak}.`
    : null
}
