export type CheckOutcome = 'pass' | 'note' | 'caution' | 'invalidates'

export interface CheckResult {
  outcome: CheckOutcome
  /** What was found, with its numbers, in one or two sentences. */
  text: string
  /** Metrics whose verdicts an `invalidates` takes away; null for all of them. */
  metrics: string[] | null
}
