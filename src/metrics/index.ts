import type { MetricDef } from '../model/metric.js'
import { bogoOps } from './bogo-ops.js'
import { bogoOpsRate } from './bogo-ops-rate.js'
import { majorFaultRate } from './major-fault-rate.js'
import { minorFaultRate } from './minor-fault-rate.js'
import { pageFaultRate } from './page-fault-rate.js'
import { pageFaults } from './page-faults.js'
import { swapInRate } from './swap-in-rate.js'
import { swapOutRate } from './swap-out-rate.js'

/** Every metric, sorted by id. A new one is one file and one line here. */
// biome-ignore format: one line each
export const METRICS: readonly MetricDef[] = [
  bogoOps,
  bogoOpsRate,
  majorFaultRate,
  minorFaultRate,
  pageFaultRate,
  pageFaults,
  swapInRate,
  swapOutRate,
]
