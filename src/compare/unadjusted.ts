import type { ComparisonInput, Design } from '../model/comparison.js'
import type { Estimate } from './effect.js'
import { ALPHA, estimate, leastPOfDesign, MIN_BLOCKS } from './estimate.js'
import { refusal, type Samples, samples } from './samples.js'
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
  /** Too few runs for any verdict. */
  few: boolean
  tested: boolean
}

export function unadjustedTest(input: ComparisonInput, design: Design): UnadjustedTest {
  const refused = refusal(input, design) ?? input.notComparable
  const values = refused === null ? samples(input, design) : NOTHING
  const plain = {
    input,
    samples: values,
    found: null,
    reason: null,
    refused: false,
    few: false,
    tested: false,
  }
  if (refused !== null) return { ...plain, reason: refused, refused: true }
  const { x, y, paired } = values
  if (x.length === 0 || y.length === 0) return { ...plain, reason: whyNothing(input, values) }
  if ([...x, ...y].every((value) => value === 0)) {
    const reason = `0 in all ${x.length + y.length} runs: it did not happen, so there is nothing to compare.`
    return { ...plain, reason }
  }
  const found = estimate(values, input.smallestEffect.absolute)
  const least = leastPOfDesign(values)
  const few = paired ? x.length < MIN_BLOCKS : least > ALPHA
  if (input.family === 'descriptive') return { ...plain, found, few }
  const have = runsText(values)
  if (few) {
    const reason = `Described, not tested: with ${have} no exact test can give a p below ${least.toFixed(3)}.`
    return { ...plain, found, few, reason }
  }
  if (found.leastP > ALPHA) {
    const reason = `Not tested: so many of the values of ${have} are equal that no p below ${found.leastP.toFixed(3)} was possible.`
    return { ...plain, found, reason }
  }
  return { ...plain, found, tested: true }
}

export function runsText({ x, y, paired }: Samples): string {
  if (!paired) return `${x.length} + ${y.length} runs`
  return x.length === 1 ? '1 complete block' : `${x.length} complete blocks`
}

const NOTHING: Samples = { x: [], y: [], paired: false, blocks: [], unpaired: [] }

function whyNothing({ baseline, treatment }: ComparisonInput, { unpaired, paired }: Samples): string {
  if (baseline.length === 0 || treatment.length === 0)
    return `There are no runs of ${baseline.length > 0 ? 'the condition under test' : treatment.length > 0 ? 'the baseline' : 'either condition'}.`
  const reason = [...usable(baseline).missing, ...usable(treatment).missing][0]?.reason
  if (paired && unpaired.length > 0) return 'No block has a value under both conditions.'
  return reason === undefined ? 'There is no value under one of the conditions.' : `Not measured: ${reason}.`
}
