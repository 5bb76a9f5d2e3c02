import type { Experiment } from './experiment.js'

export type CheckOutcome = 'pass' | 'note' | 'caution' | 'invalidates'

export interface CheckResult {
  outcome: CheckOutcome
  /** What was found, with its numbers, in one or two sentences. */
  text: string
  /** Metrics whose verdicts an `invalidates` takes away; null for all of them. */
  metrics: string[] | null
}

export interface CheckDef {
  id: string
  title: string
  /** What goes wrong in a comparison that does not pass it. */
  why: string
  /** Null when the experiment has nothing that this check could look at. */
  run(experiment: Experiment): CheckResult | null
}
