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

/** How wide the bins are, over its values, that a reader's figure was counted in; 0 for one that was not. */
export function binsOf(reader: string | undefined, name: string): number {
  const bins = READERS.find(({ id }) => id === reader)?.bins
  return bins?.of.test(name) === true ? bins.relative : 0
}

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
