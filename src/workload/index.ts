import { bmf } from './bmf.js'
import { cacheBench } from './cache-bench.js'
import { fio } from './fio.js'
import { fioText } from './fio-text.js'
import { go } from './go.js'
import { hyperfine } from './hyperfine.js'
import { memtier } from './memtier.js'
import { memtierText } from './memtier-text.js'
import { metric } from './metric.js'
import { perfBench } from './perf-bench.js'
import type { Reader } from './reader.js'
import { redisBenchmark } from './redis-benchmark.js'
import { redisBenchmarkText } from './redis-benchmark-text.js'
import { sysbench } from './sysbench.js'
import { time } from './time.js'
import { ycsb } from './ycsb.js'

/** Every reader of a workload's output, sorted by id. A new one is one file and one line here. */
// biome-ignore format: one line each
export const READERS: readonly Reader[] = [
  bmf,
  cacheBench,
  fio,
  fioText,
  go,
  hyperfine,
  memtier,
  memtierText,
  metric,
  perfBench,
  redisBenchmark,
  redisBenchmarkText,
  sysbench,
  time,
  ycsb,
]
