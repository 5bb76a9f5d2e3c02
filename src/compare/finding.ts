import type { CheckOutcome } from '../model/check.js'

/** What a soundness check of the numbers found, with its numbers, in one or two sentences. */
export interface Finding {
  outcome: CheckOutcome
  text: string
}
