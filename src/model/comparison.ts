import type { Unit } from './units.js'
import type { Warning } from './warning.js'

export type Better = 'lower' | 'higher' | 'neither'

/** Declared before the data: primary is tested under Holm, secondary under Benjamini-Hochberg, descriptive never. */
export type Family = 'primary' | 'secondary' | 'descriptive'

export type Verdict =
  | 'improved'
  | 'regressed'
  | 'higher'
  | 'lower'
  | 'equivalent'
  | 'inconclusive'
  | 'not-comparable'

/** One run's value of one metric. `value` is null when it is missing, and `reason` then says why. */
export interface RunValue {
  run: string
  /** Block number of a blocked plan, null for bare files. */
  block: number | null
  position: number | null
  value: number | null
  reason: string | null
}

/** Below either of the two, nobody cares. `absolute` is in the metric's unit. */
export interface SmallestEffect {
  relative: number
  absolute: number
}

/** What a comparison needs to know of a metric; prose and computation stay with the metric's definition. */
export interface ComparedMetric {
  metric: string
  title: string
  unit: Unit
  better: Better
  family: Family
  smallestEffect: SmallestEffect
  /** Of whom the numbers are. */
  scope?: 'machine' | 'workload' | undefined
  /** The row of the comparability table that was used. */
  comparability?: string | undefined
  /** Why the two conditions must not be compared on this metric here, or null when they may. */
  notComparable: string | null
}

export interface ComparisonInput extends ComparedMetric {
  /** Declared before the data, and no run can have a value: it counts in the family all the same. */
  declared?: boolean
  baseline: readonly RunValue[]
  treatment: readonly RunValue[]
}

export interface Design {
  /** True when the plan has blocks of one run per condition: the comparison is then paired by block. */
  blocked: boolean
  /** Seed of every random draw: the experiment's id. */
  seed: string
}

export interface Summary {
  /** Runs with a value. */
  n: number
  median: number | null
  values: number[]
  /** The run of each value, in the same order. */
  runs: string[]
  missing: { run: string; reason: string }[]
}

export interface Effect {
  /** ratio: treatment over baseline, 1.10 is 10 % more; difference: treatment minus baseline in the metric's unit. */
  scale: 'ratio' | 'difference'
  estimate: number
  /** Null where no interval exists at any useful confidence. */
  lower: number | null
  upper: number | null
  /** The confidence really reached, not the one asked for. */
  confidence: number | null
}

export interface Comparison {
  metric: string
  title: string
  unit: Unit
  better: Better
  family: Family
  verdict: Verdict
  clarity: 'clear' | 'size-uncertain' | null
  /** One sentence for a verdict that needs a reason (not-comparable, inconclusive for want of runs), else null. */
  reason: string | null
  smallestEffect: SmallestEffect
  scope?: 'machine' | 'workload' | undefined
  comparability?: string | undefined
  baseline: Summary
  treatment: Summary
  effect: Effect | null
  test: { name: string | null; n: number; p: number | null; pAdjusted: number | null }
  /** "in 11 of 12 blocks higher with MGLRU on", or a probability of superiority; null when there is no effect. */
  consistency: string | null
  moreBlocksNeeded: number | null
  warnings: Warning[]
}
