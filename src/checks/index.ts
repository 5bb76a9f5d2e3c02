import { boots } from './boots.js'
import { canaryLoopHeld } from './canary-loop-held.js'
import { carryOver } from './carry-over.js'
import type { CheckDef } from './check.js'
import { copiedRuns } from './copied-runs.js'
import { debugKernel } from './debug-kernel.js'
import { declaredBefore } from './declared-before.js'
import { declaredMetrics } from './declared-metrics.js'
import { design } from './design.js'
import { drift } from './drift.js'
import { emulated } from './emulated.js'
import { enoughRuns } from './enough-runs.js'
import { environment } from './environment.js'
import { headroomFound } from './headroom-found.js'
import { kernelIdentity } from './kernel-identity.js'
import { kernelMessages } from './kernel-messages.js'
import { loadServed } from './load-served.js'
import { lostRecords } from './lost-records.js'
import { lostRuns } from './lost-runs.js'
import { modes } from './modes.js'
import { observerEffect } from './observer-effect.js'
import { orderEffect } from './order-effect.js'
import { probeHeld } from './probe-held.js'
import { reclaimEventsAgree } from './reclaim-events-agree.js'
import { reclaimedSums } from './reclaimed-sums.js'
import { refaultsAgainstSwapIn } from './refaults-against-swap-in.js'
import { runOrder } from './run-order.js'
import { settingsHeld } from './settings-held.js'
import { silentEvents } from './silent-events.js'
import { traceAgainstCounter } from './trace-against-counter.js'
import { traceLoss } from './trace-loss.js'
import { whichLruRan } from './which-lru-ran.js'
import { workloadFigures } from './workload-figures.js'
import { workloadFinished } from './workload-finished.js'
import { workloadIdentity } from './workload-identity.js'

/** Every soundness check, sorted by id. A new one is one file and one line here. */
// biome-ignore format: one line each
export const CHECKS: readonly CheckDef[] = [
  boots,
  canaryLoopHeld,
  carryOver,
  copiedRuns,
  debugKernel,
  declaredBefore,
  declaredMetrics,
  design,
  drift,
  emulated,
  enoughRuns,
  environment,
  headroomFound,
  kernelIdentity,
  kernelMessages,
  loadServed,
  lostRecords,
  lostRuns,
  modes,
  observerEffect,
  orderEffect,
  probeHeld,
  reclaimEventsAgree,
  reclaimedSums,
  refaultsAgainstSwapIn,
  runOrder,
  settingsHeld,
  silentEvents,
  traceAgainstCounter,
  traceLoss,
  whichLruRan,
  workloadFigures,
  workloadFinished,
  workloadIdentity,
]
