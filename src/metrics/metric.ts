import type { Experiment, RunData } from '../experiment/experiment.js'
import type { Better, Family, SmallestEffect } from '../model/comparison.js'
import type { MetricResult } from '../model/metric.js'
import type { StreamName, StreamValues } from '../streams/registry.js'

export interface MetricDef {
  id: string
  title: string
  /** Of a definition one of UNITS; of a figure of the workload what its program calls it. */
  unit: string
  better: Better
  family: Family
  /** Kernel counters and events that it is made of, where `src/comparability` defines them; default: none, common code. */
  counts?: readonly string[]
  /** What the recorded runs show of the reason why it is not comparable, a sentence's part; null where they show nothing. */
  observed?: (experiment: Experiment) => string | null
  smallestEffect: SmallestEffect
  /** Why anyone looks at it, for a reader who has not met the word. */
  why: string
  /** How the number is made, from which stream, over which time. */
  how: string
  requires: readonly StreamName[]
  /** Its value of one run, or why there is none: the reason of the first stream that is missing. */
  of(run: RunData): MetricResult
  /** Width, over its values, of the bins that it was counted in, at most. */
  bins?: number
  /** Of a cost per second: its title per operation, and the family that this form has where the workload reports its work. */
  perOperation?: { title: string; family: Family }
  /** Of a cost per operation: the metric that it is per second. */
  perSecond?: string
  /** Why no two runs may be compared on it, whatever the kernel, such as figures in two units; absent: nothing is wrong. */
  contradiction?: string
  /** The same, where only the runs show it. */
  differs?: (experiment: Experiment) => string | null
  /** The metric that it is one of several parts of: it takes the place of that one where it was declared. */
  partOf?: string
  /** Of a metric of the workload's cgroup: that of the whole machine, whose place it takes where the cgroup has a limit. */
  machineWide?: string
}

/**
 * Ties the streams that a metric requires to those that its computation can see: it is called only when all of them
 * are present, and its type has no others.
 */
export function defineMetric<const Name extends StreamName>({
  compute,
  ...metric
}: Omit<MetricDef, 'requires' | 'of'> & {
  requires: readonly Name[]
  compute(streams: Pick<StreamValues, Name>, run: RunData): MetricResult
}): MetricDef {
  return {
    ...metric,
    of(run) {
      const streams: Record<string, object> = {}
      for (const name of metric.requires) {
        const stream = run.streams[name]
        if (stream === undefined) return { missing: `${name} was not recorded` }
        if (!stream.present) return { missing: stream.reason }
        streams[name] = stream.value
      }
      return compute(streams as Pick<StreamValues, Name>, run)
    },
  }
}
