import { median, sampleStandardDeviation } from 'simple-statistics'
import type { Comparison, ComparisonInput, Design, Effect, Summary, Warning } from '../model/comparison.js'
import { normalQuantile } from '../stats/normal.js'
import { blocksNeeded } from './blocks-needed.js'
import { consistency } from './consistency.js'
import { ALPHA, type Estimate, estimate, FEWEST_BLOCKS, leastPOfDesign } from './estimate.js'
import { adjust } from './families.js'
import { margin } from './margin.js'
import { refusal, type Samples, samples } from './samples.js'
import { blockDifferences, working } from './scale.js'
import { usable } from './usable.js'
import { verdictOf } from './verdict.js'

/** Below this an interval says too little to be shown. */
const LEAST_CONFIDENCE = 0.8

interface Draft {
  input: ComparisonInput
  samples: Samples
  found: Estimate | null
  /** Why there is no estimate, or no test. */
  reason: string | null
  tested: boolean
}

/** Compares the two conditions on every metric, in the order given; families are adjusted as families. */
export function judgeAll(inputs: readonly ComparisonInput[], design: Design): Comparison[] {
  const drafts = inputs.map((input) => draft(input, design))
  const adjusted = adjust(
    drafts.map(({ input, found, tested }) => ({ family: input.family, p: tested && found ? found.p : null })),
  )
  const primary = drafts.filter(({ input, tested }) => tested && input.family === 'primary').length
  return drafts.map((one, index) => finish(one, adjusted[index] ?? null, Math.max(1, primary)))
}

function draft(input: ComparisonInput, design: Design): Draft {
  const refused = refusal(input, design)
  const values = refused === null ? samples(input, design) : NOTHING
  const none = (reason: string): Draft => ({ input, samples: values, found: null, reason, tested: false })
  if (refused !== null || input.notComparable !== null) return none(refused ?? input.notComparable ?? '')
  const { x, y, paired } = values
  if (x.length === 0 || y.length === 0) return none(whyNothing(input, values))
  if ([...x, ...y].every((value) => value === 0))
    return none(`0 in all ${x.length + y.length} runs: it did not happen, so there is nothing to compare.`)
  const found = estimate(values, input.smallestEffect.absolute)
  if (input.family === 'descriptive') return { input, samples: values, found, reason: null, tested: false }
  const least = leastPOfDesign(values)
  const have = paired ? `${blocks(x.length)}` : `${x.length} + ${y.length} runs`
  if (paired ? x.length < FEWEST_BLOCKS : least > ALPHA)
    return {
      ...none(`Described, not tested: with ${have} no exact test can give a p below ${least.toFixed(3)}.`),
      found,
    }
  if (found.leastP > ALPHA)
    return {
      ...none(
        `Not tested: so many of the values of ${have} are equal that no p below ${found.leastP.toFixed(3)} was possible.`,
      ),
      found,
    }
  return { input, samples: values, found, reason: null, tested: true }
}

const NOTHING: Samples = { x: [], y: [], paired: false, blocks: [], unpaired: [] }

const blocks = (n: number) => (n === 1 ? '1 complete block' : `${n} complete blocks`)

function whyNothing({ baseline, treatment }: ComparisonInput, { unpaired, paired }: Samples): string {
  if (baseline.length === 0 || treatment.length === 0)
    return `There are no runs of ${baseline.length > 0 ? 'the condition under test' : treatment.length > 0 ? 'the baseline' : 'either condition'}.`
  const reason = [...usable(baseline).missing, ...usable(treatment).missing][0]?.reason
  if (paired && unpaired.length > 0) return 'No block has a value under both conditions.'
  return reason === undefined ? 'There is no value under one of the conditions.' : `Not measured: ${reason}.`
}

function finish(one: Draft, pAdjusted: number | null, tests: number): Comparison {
  const { input, samples: values, found, tested } = one
  const { baseline: _, treatment: __, notComparable, ...metric } = input
  const refused = notComparable !== null || (found === null && one.reason?.startsWith('Refused') === true)
  const floor = found === null ? 0 : margin(found.scale, input.smallestEffect, middles(values))
  const enough = !values.paired || values.x.length >= FEWEST_BLOCKS
  const judged =
    found === null || input.family === 'descriptive' || !enough
      ? { verdict: refused ? ('not-comparable' as const) : ('inconclusive' as const), clarity: null }
      : verdictOf({ ...found, pAdjusted, margin: floor, better: input.better })
  const undecided = found !== null && judged.verdict === 'inconclusive' && input.family !== 'descriptive'
  return {
    ...metric,
    ...judged,
    reason: one.reason ?? (undecided ? whyUndecided(found, pAdjusted, tests, values) : null),
    baseline: summary(input.baseline),
    treatment: summary(input.treatment),
    effect: found === null ? null : effectOf(found),
    test: {
      name: tested && found !== null ? found.test : null,
      n: values.paired ? values.x.length : values.x.length + values.y.length,
      p: tested && found !== null ? found.p : null,
      pAdjusted: tested ? pAdjusted : null,
    },
    consistency: found === null ? null : consistency(values),
    moreBlocksNeeded: undecided ? more(values, found, floor, input.family === 'primary' ? tests : 1) : null,
    warnings: warnings(input, values, found),
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

function effectOf({ scale, shift, interval95 }: Estimate): Effect {
  // a ratio of the largest and the smallest double would overflow; ten digits are what the working scale keeps
  const back = (value: number) =>
    scale === 'difference' ? value : Number(Math.exp(Math.min(700, Math.max(-700, value))).toPrecision(10))
  const { lower, upper, confidence } = interval95
  const shown = confidence >= LEAST_CONFIDENCE
  return {
    scale,
    estimate: back(shift),
    lower: shown ? (lower === Number.NEGATIVE_INFINITY ? 0 : back(lower)) : null,
    upper: shown && upper !== Number.POSITIVE_INFINITY ? back(upper) : null,
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
      ? `; with ${values.paired ? blocks(values.x.length) : 'so few runs'} and ${tests} metrics tested even the clearest result cannot have an adjusted p below ${least.toFixed(3)}`
      : ''
  return interval95.lower >= 0 || interval95.upper <= 0
    ? `Its own interval excludes no change (p = ${p.toFixed(3)}), but one of several metrics tested may do so by chance${weak}.`
    : null
}

/** Spread from the width of the interval where there is one: what the rank test itself has seen, long tails included. */
function more(
  values: Samples,
  { scale, shift, interval95 }: Estimate,
  floor: number,
  tests: number,
): number | null {
  if (scale === 'odds') return null
  const n = Math.min(values.x.length, values.y.length)
  if (n < 2) return null
  const { lower, upper, confidence } = interval95
  const [x, y] = working(values, scale)
  const spread =
    n >= FEWEST_BLOCKS && confidence < 1
      ? ((upper - lower) / 2 / -normalQuantile((1 - confidence) / 2)) * Math.sqrt((n * 3) / Math.PI)
      : values.paired
        ? sampleStandardDeviation(blockDifferences(values, scale))
        : Math.hypot(sampleStandardDeviation(x), sampleStandardDeviation(y))
  const needed = blocksNeeded({ spread, effect: shift, margin: floor }, ALPHA, tests)
  return needed === null ? null : Math.max(1, needed - n)
}

function warnings(input: ComparisonInput, values: Samples, found: Estimate | null): Warning[] {
  const list: Warning[] = []
  const add = (id: string, severity: Warning['severity'], text: string) =>
    list.push({ id, severity, text, subject: input.metric })
  if (values.unpaired.length > 0)
    add(
      'incomplete-blocks',
      'note',
      `Left out because their block has no partner: ${values.unpaired.join(', ')}.`,
    )
  if (found === null) return list
  const all = [...values.x, ...values.y]
  const zeros = all.filter((value) => value === 0).length
  const negative = all.filter((value) => value < 0).length
  if (found.scale === 'difference') {
    const signs = negative > 0 ? `, ${negative} are below 0` : ''
    add(
      'differences',
      'note',
      `Compared as differences, not ratios: 0 in ${zeros} of ${all.length} runs${signs}.`,
    )
  }
  if (found.scale === 'odds')
    add('rare', 'note', `Compared by whether it happened at all: 0 in ${zeros} of ${all.length} runs.`)
  if (all.length > 2 && all.every((value) => value === all[0]))
    add('all-equal', 'note', `All ${all.length} runs have the same value.`)
  return list
}
