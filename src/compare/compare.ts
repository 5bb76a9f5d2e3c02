import { median } from 'simple-statistics'
import type {
  Comparison,
  ComparisonInput,
  Design,
  Effect,
  RunValue,
  Summary,
  Warning,
} from '../model/comparison.js'
import { benjaminiHochberg, holm } from '../stats/adjust.js'
import type { Interval } from '../stats/shift-interval.js'
import { moreBlocksNeeded } from './blocks-needed.js'
import { type Estimate, estimate, smallestP } from './estimate.js'
import { margin } from './margin.js'
import { type Samples, samples } from './pairs.js'
import { ALPHA, verdictOf } from './verdict.js'

/** Below this an interval says too little to be shown. */
const LEAST_CONFIDENCE = 0.8
const FEWEST_BLOCKS = 6

interface Draft {
  input: ComparisonInput
  summaries: [Summary, Summary]
  samples: Samples
  estimate: Estimate | null
  tested: boolean
  reason: string | null
  warnings: Warning[]
}

/**
 * Compares the two conditions on every metric. Families are adjusted as families: Holm over the primary metrics,
 * Benjamini and Hochberg over the secondary ones; descriptive metrics get an effect but no test.
 */
export function compareAll(inputs: readonly ComparisonInput[], design: Design): Comparison[] {
  const drafts = inputs.map((input) => draft(input, design))
  const adjusted = new Map<Draft, number>()
  for (const [family, adjust] of [
    ['primary', holm],
    ['secondary', benjaminiHochberg],
  ] as const) {
    const tested = drafts.filter((one) => one.tested && one.input.family === family)
    const ps = adjust(tested.map((one) => one.estimate?.p ?? 1))
    for (const [index, one] of tested.entries()) adjusted.set(one, ps[index] ?? 1)
  }
  return drafts.map((one) => finish(one, adjusted.get(one) ?? null))
}

function summarize(runs: readonly RunValue[]): Summary {
  const present = runs.filter((run) => run.value !== null)
  const values = present.map((run) => run.value as number)
  return {
    n: values.length,
    median: values.length === 0 ? null : median(values),
    values,
    runs: present.map((run) => run.run),
    missing: runs
      .filter((run) => run.value === null)
      .map((run) => ({ run: run.run, reason: run.reason ?? 'no value' })),
  }
}

function draft(input: ComparisonInput, design: Design): Draft {
  const pairs = samples(input.baseline, input.treatment, design.blocked)
  const warnings: Warning[] = []
  const warn = (id: string, text: string) =>
    warnings.push({ id, severity: 'note', text, subject: input.metric })
  if (pairs.unpaired.length > 0)
    warn('incomplete-blocks', `Left out because their block has no partner: ${pairs.unpaired.join(', ')}.`)
  const base = {
    input,
    summaries: [summarize(input.baseline), summarize(input.treatment)] as [Summary, Summary],
    samples: pairs,
    warnings,
  }
  if (input.notComparable !== null)
    return { ...base, estimate: null, tested: false, reason: input.notComparable }
  if (pairs.x.length === 0 || pairs.y.length === 0)
    return { ...base, estimate: null, tested: false, reason: whyNoValues(base.summaries, pairs) }
  const effect = estimate(pairs)
  if (effect.scale === 'difference') {
    const all = [...pairs.x, ...pairs.y]
    const zeros = all.filter((value) => value === 0).length
    warn(
      'differences',
      `Compared as differences: ${zeros} of ${all.length} runs have 0${all.some((value) => value < 0) ? ', some less than 0' : ''}.`,
    )
  }
  const least = smallestP(pairs)
  const few = design.blocked ? pairs.x.length < FEWEST_BLOCKS : least > ALPHA
  if (input.family === 'descriptive' || !few)
    return { ...base, estimate: effect, tested: !few && input.family !== 'descriptive', reason: null }
  const have = design.blocked
    ? `${pairs.x.length} complete blocks`
    : `${pairs.x.length} + ${pairs.y.length} runs`
  return {
    ...base,
    estimate: effect,
    tested: false,
    reason: `Described, not tested: with ${have} no exact test can give a p below ${least.toFixed(3)}.`,
  }
}

function whyNoValues([baseline, treatment]: [Summary, Summary], pairs: Samples): string {
  const missing = [...baseline.missing, ...treatment.missing]
  if (pairs.unpaired.length > 0 && missing.length > 0) return 'No block has a value under both conditions.'
  return missing.length === 0 ? 'There are no runs to compare.' : `Not measured: ${missing[0]?.reason}.`
}

function finish(
  { input, summaries, samples: pairs, estimate: found, tested, reason, warnings }: Draft,
  pAdjusted: number | null,
): Comparison {
  const { notComparable, baseline: _, treatment: __, ...metric } = input
  const [baseline, treatment] = summaries
  const floor = found === null ? 0 : margin(found.scale, input.smallestEffect, baseline.median ?? 0)
  const judged =
    notComparable !== null
      ? { verdict: 'not-comparable' as const, clarity: null }
      : found === null || pAdjusted === null
        ? { verdict: 'inconclusive' as const, clarity: null }
        : verdictOf({ ...found, pAdjusted, margin: floor, better: input.better })
  const undecided = judged.verdict === 'inconclusive' && found !== null && input.family !== 'descriptive'
  return {
    ...metric,
    ...judged,
    reason,
    baseline,
    treatment,
    effect: found === null ? null : effectOf(found),
    test: {
      name: tested ? (found?.test ?? null) : null,
      n: pairs.paired ? pairs.x.length : pairs.x.length + pairs.y.length,
      p: tested ? (found?.p ?? null) : null,
      pAdjusted,
    },
    consistency: found === null ? null : consistency(pairs),
    moreBlocksNeeded: undecided ? moreBlocksNeeded(pairs, found, floor) : null,
    warnings,
  }
}

function effectOf({ scale, shift, interval95 }: Estimate): Effect {
  const back = (value: number) => (scale === 'ratio' ? Math.exp(value) : value)
  const { lower, upper, confidence }: Interval = interval95
  const shown = confidence >= LEAST_CONFIDENCE
  return {
    scale,
    estimate: back(shift),
    lower: shown ? back(lower) : null,
    upper: shown ? back(upper) : null,
    confidence: shown ? confidence : null,
  }
}

/** How regularly one condition exceeds the other: by block, or over all pairs of runs (probability of superiority, ties half). */
function consistency({ x, y, paired }: Samples): string {
  if (paired) {
    const higher = x.filter((value, index) => (y[index] as number) > value).length
    const lower = x.filter((value, index) => (y[index] as number) < value).length
    return `higher in ${higher} and lower in ${lower} of ${x.length} blocks`
  }
  const wins = y.reduce(
    (sum, b) => sum + x.reduce((count, a) => count + (b > a ? 1 : b === a ? 0.5 : 0), 0),
    0,
  )
  return `higher in ${((100 * wins) / (x.length * y.length)).toFixed(0)} % of all pairs of runs`
}
