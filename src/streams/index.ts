import type { StreamDef } from '../model/stream.js'
import { bpftraceMaps } from './bpftrace-maps.js'
import { compaction } from './compaction.js'
import { directReclaim } from './direct-reclaim.js'
import { faultLatency } from './fault-latency.js'
import { kernelLog } from './kernel-log.js'
import { kswapdCpu } from './kswapd-cpu.js'
import { lruGen } from './lru-gen.js'
import { meminfo } from './meminfo.js'
import { migration } from './migration.js'
import { oom } from './oom.js'
import { pageFaults } from './page-faults.js'
import { perfJson } from './perf-json.js'
import { perfStat } from './perf-stat.js'
import { perfTrace } from './perf-trace.js'
import { psi } from './psi.js'
import { stressNg } from './stress-ng.js'
import { swap } from './swap.js'
import { thp } from './thp.js'
import { traceEvents } from './trace-events.js'
import { vmscan } from './vmscan.js'
import { vmstat } from './vmstat.js'

/** Every stream, sorted by id. A new one is one file and one line here. */
// biome-ignore format: one line each
export const STREAMS: readonly StreamDef<unknown>[] = [
  bpftraceMaps,
  compaction,
  directReclaim,
  faultLatency,
  kernelLog,
  kswapdCpu,
  lruGen,
  meminfo,
  migration,
  oom,
  pageFaults,
  perfJson,
  perfStat,
  perfTrace,
  psi,
  stressNg,
  swap,
  thp,
  traceEvents,
  vmscan,
  vmstat,
]
