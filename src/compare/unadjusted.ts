import type { ComparisonInput, Design } from '../model/comparison.js'
import { collapsedValues, relabelledCollapse } from './collapse.js'
import type { Estimate } from './effect.js'
import { estimate, leastPOfDesign } from './estimate.js'
import { rareEvents } from './rare-events.js'
import { refusal, type Samples, samples } from './samples.js'
import { ALPHA, MIN_BLOCKS, type TestPlan } from './test-plan.js'
import { usable } from './usable.js'

/** One metric before the families are known: what it shows, and whether it is tested. */
export interface UnadjustedTest {
  input: ComparisonInput
  samples: Samples
  found: Estimate | null
  /** Why there is no estimate, or no test. */
  reason: string | null
  /** Refused or not comparable: there is nothing to be said. */
  refused: boolean
  /** 0 in every run. */
  absent: boolean
  /** Too few runs for any verdict. */
  few: boolean
  tested: boolean
}

/** Of a metric that takes no part. */
export const leftOutTest = (input: ComparisonInput): UnadjustedTest => ({
  input,
  samples: NOTHING,
  found: null,
  reason: null,
  refused: false,
  absent: false,
  few: false,
  tested: false,
})

export function unadjustedTest(input: ComparisonInput, design: Design, plan: TestPlan): UnadjustedTest {
  const refused = refusal(input, design) ?? input.notComparable
  const shown = input.collapseShare === undefined ? input : collapsed(input, input.collapseShare)
  const values = refused === null ? valuesOf(shown, design, plan) : NOTHING
  const plain = { ...leftOutTest(shown), samples: values }
  if (refused !== null) return { ...plain, reason: refused, refused: true }
  const { x, y, paired } = values
  if (x.length === 0 || y.length === 0) return { ...plain, reason: whyNothing(input, values) }
  if ([...x, ...y].every((value) => value === 0)) {
    const runs = x.length + y.length
    const reason =
      input.collapseShare === undefined
        ? `0 in all ${runs} runs.`
        : `No run of ${runs} fell below ${100 * input.collapseShare}% of the median of its condition.`
    return { ...plain, absent: true, reason }
  }
  const found =
    input.collapseShare === undefined
      ? estimate(values, input.smallestEffect.absolute, plan)
      : {
          ...rareEvents(values, plan),
          relabelled: relabelledCollapse(input, blocksOf(input)),
        }
  const least = input.collapseShare === undefined ? leastPOfDesign(values, plan) : 0
  // without blocks fewer runs of a condition let unequal spread through (docs/calibration.md)
  const few = plan.describeOnly || Math.min(x.length, y.length) < MIN_BLOCKS
  if (input.family === 'descriptive') return { ...plain, found, few }
  const have = runsText(values)
  if (plan.describeOnly)
    return { ...plain, found, few, reason: 'Described, not tested: the plan says --describe-only.' }
  if (few || least > ALPHA) {
    const orders = new Set(values.baselineFirst)
    const why =
      plan.method === 'ab-ba' && orders.size < 2
        ? `${have} all began with the same condition, so that an order effect cannot be told from an effect`
        : paired || least > ALPHA
          ? `with ${have} no exact test can give a p below ${least.toFixed(3)}`
          : `a test needs at least ${MIN_BLOCKS} runs of each condition, and there are ${have}`
    return { ...plain, found, few: true, reason: `Described, not tested: ${why}.` }
  }
  if (found.leastP > ALPHA) {
    const why =
      input.collapseShare === undefined
        ? `too many ties among ${have}`
        : `${[...x, ...y].filter((value) => value === 1).length} collapsed of ${have}`
    const reason = `Not tested: ${why} (smallest possible p = ${found.leastP.toFixed(3)}).`
    return { ...plain, found, reason }
  }
  return { ...plain, found, tested: true }
}

const collapsed = (input: ComparisonInput, share: number): ComparisonInput => ({
  ...input,
  baseline: collapsedValues(input.baseline, share),
  treatment: collapsedValues(input.treatment, share),
})

/** Collapsed runs are counted over all runs of a condition, with or without a partner in their block. */
function valuesOf(input: ComparisonInput, design: Design, plan: TestPlan): Samples {
  return input.collapseShare === undefined
    ? samples(input, design, plan.baselineFirst)
    : samples(input, { ...design, blocked: false })
}

/** Blocks of which any run has a value, ascending. */
export function blocksOf({ baseline, treatment }: ComparisonInput): number[] {
  const blocks = [...usable(baseline).present, ...usable(treatment).present].flatMap(({ block }) =>
    block === null ? [] : [block],
  )
  return [...new Set(blocks)].sort((a, b) => a - b)
}

export function runsText({ x, y, paired }: Samples): string {
  if (!paired) return `${x.length} + ${y.length} runs`
  return x.length === 1 ? '1 complete block' : `${x.length} complete blocks`
}

const NOTHING: Samples = { x: [], y: [], paired: false, blocks: [], baselineFirst: [], unpaired: [] }

function whyNothing({ baseline, treatment }: ComparisonInput, { unpaired, paired }: Samples): string {
  if (baseline.length === 0 || treatment.length === 0)
    return `There are no runs of ${baseline.length > 0 ? 'the treatment' : treatment.length > 0 ? 'the baseline' : 'either condition'}.`
  const reason = [...usable(baseline).missing, ...usable(treatment).missing][0]?.reason
  if (paired && unpaired.length > 0) return 'No block has a value under both conditions.'
  return reason === undefined ? 'There is no value under one of the conditions.' : `Not measured: ${reason}.`
}
