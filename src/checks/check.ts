import type { Experiment } from '../experiment/experiment.js'
import type { CheckResult } from '../model/check.js'
import type { ComparisonInput } from '../model/comparison.js'

export interface CheckDef {
  id: string
  title: string
  /** What goes wrong in a comparison that does not pass it. */
  why: string
  /** What to do where it does not pass, in the imperative. */
  action: string
  /**
   * Null when the experiment has nothing that this check could look at.
   * @param metrics what is compared: every metric with a row in the report and its values, before any is invalidated
   */
  run(experiment: Experiment, metrics: readonly ComparisonInput[]): CheckResult | null
}
