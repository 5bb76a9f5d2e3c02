import type { CheckDef } from '../model/check.js'
import { design } from './design.js'
import { emulated } from './emulated.js'
import { enoughRuns } from './enough-runs.js'
import { settingsHeld } from './settings-held.js'
import { traceAgainstCounter } from './trace-against-counter.js'
import { traceLoss } from './trace-loss.js'
import { workloadFinished } from './workload-finished.js'

/** Every soundness check, sorted by id. A new one is one file and one line here. */
// biome-ignore format: one line each
export const CHECKS: readonly CheckDef[] = [
  design,
  emulated,
  enoughRuns,
  settingsHeld,
  traceAgainstCounter,
  traceLoss,
  workloadFinished,
]
