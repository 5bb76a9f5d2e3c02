import { allocationStallRate } from './allocation-stall-rate.js'
import { bogoOps } from './bogo-ops.js'
import { bogoOpsRate } from './bogo-ops-rate.js'
import { bystanderKills } from './bystander-kills.js'
import { canaryFrozenShare } from './canary-frozen-share.js'
import { canaryInsideFrozenShare } from './canary-inside-frozen-share.js'
import { canaryInsideLateP99 } from './canary-inside-late-p99.js'
import { canaryInsideRefaultRate } from './canary-inside-refault-rate.js'
import { canaryInsideWorstSecond } from './canary-inside-worst-second.js'
import { canaryLateP99 } from './canary-late-p99.js'
import { canaryRefaultRate } from './canary-refault-rate.js'
import { canaryWorstSecond } from './canary-worst-second.js'
import { cgroupActivateRate } from './cgroup-activate-rate.js'
import { cgroupCpuShare } from './cgroup-cpu-share.js'
import { cgroupGenerationRate } from './cgroup-generation-rate.js'
import { cgroupIoPressureFull } from './cgroup-io-pressure-full.js'
import { cgroupIoPressureSome } from './cgroup-io-pressure-some.js'
import { cgroupLimitCount } from './cgroup-limit-count.js'
import { cgroupMajorFaultRate } from './cgroup-major-fault-rate.js'
import { cgroupMemoryPressureFull } from './cgroup-memory-pressure-full.js'
import { cgroupMemoryPressureSome } from './cgroup-memory-pressure-some.js'
import { cgroupOomKills } from './cgroup-oom-kills.js'
import { cgroupPeakMemory } from './cgroup-peak-memory.js'
import { cgroupRefaultAnonRate } from './cgroup-refault-anon-rate.js'
import { cgroupRefaultFileRate } from './cgroup-refault-file-rate.js'
import { cgroupScanDirectRate } from './cgroup-scan-direct-rate.js'
import { cgroupScanKswapdRate } from './cgroup-scan-kswapd-rate.js'
import { cgroupScanProactiveRate } from './cgroup-scan-proactive-rate.js'
import { cgroupStealDirectRate } from './cgroup-steal-direct-rate.js'
import { cgroupStealKswapdRate } from './cgroup-steal-kswapd-rate.js'
import { cgroupStealProactiveRate } from './cgroup-steal-proactive-rate.js'
import { cgroupSwapInRate } from './cgroup-swap-in-rate.js'
import { cgroupSwapOutRate } from './cgroup-swap-out-rate.js'
import { cgroupSystemTimeShare } from './cgroup-system-time-share.js'
import { cgroupThrottleCount } from './cgroup-throttle-count.js'
import { cgroupZswapInRate } from './cgroup-zswap-in-rate.js'
import { cgroupZswapOutRate } from './cgroup-zswap-out-rate.js'
import { compactionRate } from './compaction-rate.js'
import { compactionStallRate } from './compaction-stall-rate.js'
import { compactionSuccessShare } from './compaction-success-share.js'
import { compactionTimeShare } from './compaction-time-share.js'
import { directReclaimPageShare } from './direct-reclaim-page-share.js'
import { directReclaimStallP99 } from './direct-reclaim-stall-p99.js'
import { directReclaimStallShare } from './direct-reclaim-stall-share.js'
import { elapsedTime } from './elapsed-time.js'
import { firstKillTime } from './first-kill-time.js'
import { freeAtKill } from './free-at-kill.js'
import { generationRate } from './generation-rate.js'
import { kcompactdCpuShare } from './kcompactd-cpu-share.js'
import { kswapdAwakeShare } from './kswapd-awake-share.js'
import { kswapdCpuShare } from './kswapd-cpu-share.js'
import { kswapdWakeRate } from './kswapd-wake-rate.js'
import { majorFaultP50 } from './major-fault-p50.js'
import { majorFaultP99 } from './major-fault-p99.js'
import { majorFaultRate } from './major-fault-rate.js'
import { memoryPressureFull } from './memory-pressure-full.js'
import { memoryPressureSome } from './memory-pressure-some.js'
import type { MetricDef } from './metric.js'
import { migratedPages } from './migrated-pages.js'
import { migrationFailureShare } from './migration-failure-share.js'
import { minorFaultP50 } from './minor-fault-p50.js'
import { minorFaultP99 } from './minor-fault-p99.js'
import { minorFaultRate } from './minor-fault-rate.js'
import { oomKills } from './oom-kills.js'
import { otherWriteRate } from './other-write-rate.js'
import { pageFaultRate } from './page-fault-rate.js'
import { pageFaults } from './page-faults.js'
import { perOperation } from './per-operation.js'
import { perfMajorFaults } from './perf-major-faults.js'
import { perfPageFaults } from './perf-page-faults.js'
import { perfTraceFaults } from './perf-trace-faults.js'
import { perfTraceMajorFaults } from './perf-trace-major-faults.js'
import { reclaimEfficiency } from './reclaim-efficiency.js'
import { reclaimWriteRate } from './reclaim-write-rate.js'
import { reclaimedAnonShare } from './reclaimed-anon-share.js'
import { reclaimedDirectRate } from './reclaimed-direct-rate.js'
import { reclaimedKswapdRate } from './reclaimed-kswapd-rate.js'
import { refaultAnonRate } from './refault-anon-rate.js'
import { refaultFileRate } from './refault-file-rate.js'
import { refillRate } from './refill-rate.js'
import { scanRate } from './scan-rate.js'
import { stallBeforeKill } from './stall-before-kill.js'
import { successfulCompactionRate } from './successful-compaction-rate.js'
import { swapInRate } from './swap-in-rate.js'
import { swapOutRate } from './swap-out-rate.js'
import { swapWriteRate } from './swap-write-rate.js'
import { systemTimeShare } from './system-time-share.js'
import { thpCollapseFailures } from './thp-collapse-failures.js'
import { thpCollapses } from './thp-collapses.js'
import { thpFallbackRate } from './thp-fallback-rate.js'
import { thpFaultRate } from './thp-fault-rate.js'
import { throttleCount } from './throttle-count.js'
import { workingSetAge } from './working-set-age.js'
import { workloadCpuTime } from './workload-cpu-time.js'
import { workloadPeakRss } from './workload-peak-rss.js'

/** Every definition, sorted by id. A new one is one file and one line here. */
// biome-ignore format: one line each
const DEFINED: readonly MetricDef[] = [
  allocationStallRate,
  bogoOps,
  bogoOpsRate,
  bystanderKills,
  canaryFrozenShare,
  canaryInsideFrozenShare,
  canaryInsideLateP99,
  canaryInsideRefaultRate,
  canaryInsideWorstSecond,
  canaryLateP99,
  canaryRefaultRate,
  canaryWorstSecond,
  cgroupActivateRate,
  cgroupCpuShare,
  cgroupGenerationRate,
  cgroupIoPressureFull,
  cgroupIoPressureSome,
  cgroupLimitCount,
  cgroupMajorFaultRate,
  cgroupMemoryPressureFull,
  cgroupMemoryPressureSome,
  cgroupOomKills,
  cgroupPeakMemory,
  cgroupRefaultAnonRate,
  cgroupRefaultFileRate,
  cgroupScanDirectRate,
  cgroupScanKswapdRate,
  cgroupScanProactiveRate,
  cgroupStealDirectRate,
  cgroupStealKswapdRate,
  cgroupStealProactiveRate,
  cgroupSwapInRate,
  cgroupSwapOutRate,
  cgroupSystemTimeShare,
  cgroupThrottleCount,
  cgroupZswapInRate,
  cgroupZswapOutRate,
  compactionRate,
  compactionStallRate,
  compactionSuccessShare,
  compactionTimeShare,
  directReclaimPageShare,
  directReclaimStallP99,
  directReclaimStallShare,
  elapsedTime,
  firstKillTime,
  freeAtKill,
  generationRate,
  kcompactdCpuShare,
  kswapdAwakeShare,
  kswapdCpuShare,
  kswapdWakeRate,
  majorFaultP50,
  majorFaultP99,
  majorFaultRate,
  memoryPressureFull,
  memoryPressureSome,
  migratedPages,
  migrationFailureShare,
  minorFaultP50,
  minorFaultP99,
  minorFaultRate,
  oomKills,
  otherWriteRate,
  pageFaultRate,
  pageFaults,
  perfMajorFaults,
  perfPageFaults,
  perfTraceFaults,
  perfTraceMajorFaults,
  reclaimEfficiency,
  reclaimWriteRate,
  reclaimedAnonShare,
  reclaimedDirectRate,
  reclaimedKswapdRate,
  refaultAnonRate,
  refaultFileRate,
  refillRate,
  scanRate,
  stallBeforeKill,
  successfulCompactionRate,
  swapInRate,
  swapOutRate,
  swapWriteRate,
  systemTimeShare,
  thpCollapseFailures,
  thpCollapses,
  thpFallbackRate,
  thpFaultRate,
  throttleCount,
  workingSetAge,
  workloadCpuTime,
  workloadPeakRss,
]

/** Every metric, sorted by id: each definition, and of costs per second the same per operation of the workload. */
export const METRICS: readonly MetricDef[] = DEFINED.flatMap((metric) => [
  metric,
  ...perOperation(metric),
]).sort((a, b) => (a.id < b.id ? -1 : 1))
