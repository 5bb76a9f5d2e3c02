import type { Experiment } from '../experiment/experiment.js'
import type { CheckResult } from '../model/check.js'

export interface CheckDef {
  id: string
  title: string
  /** What goes wrong in a comparison that does not pass it. */
  why: string
  /** What to do where it does not pass, in the imperative. */
  action: string
  /** Null when the experiment has nothing that this check could look at. */
  run(experiment: Experiment): CheckResult | null
}
