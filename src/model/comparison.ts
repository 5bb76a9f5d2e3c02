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
  /** 0 in every run of both conditions. */
  | 'did-not-occur'
  | 'not-comparable'

/** One run's value of one metric. `value` is null when it is missing, and `reason` then says why. */
export interface RunValue {
  run: string
  /** Block number of a blocked plan, null for standalone files. */
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
  /** One of UNITS, or that of the workload's figure. */
  unit: string
  better: Better
  family: Family
  smallestEffect: SmallestEffect
  /** Of whom the numbers are. */
  scope?: 'machine' | 'workload' | 'cgroup' | undefined
  /** The row of the comparability table that was used. */
  comparability?: string | undefined
  /** Why the two conditions are not comparable on this metric here, or null when they may. */
  notComparable: string | null
}

export interface ComparisonInput extends ComparedMetric {
  /** Declared before the data, and no run can have a value: it counts in the family all the same. */
  declared?: boolean
  baseline: readonly RunValue[]
  treatment: readonly RunValue[]
  /** Set where runs that collapsed are compared, not the values: a run below this share of the median of its own condition. */
  collapseShare?: number
  /** Width of the bins that the values were counted in, over the values, at most: two values that differ by less may be equal. */
  bins?: number
  /** Of a cost per second: the metric that is the same cost per operation of the workload. */
  perOperation?: string
  /** Of a cost per operation: the metric that is the same cost per second. */
  perSecond?: string
}

/** One block of the plan: which condition ran first. */
export interface BlockOrder {
  block: number
  baselineFirst: boolean
}

/** One planned run of any kind; `block` is null for warm-up and untraced runs. */
export interface PlannedStep {
  block: number | null
  position: number | null
  treatment: boolean
}

/** What is known of how the runs came about. It alone chooses the test, never the values. */
export interface Design {
  /** True when the plan has blocks of one run per condition: the comparison is then paired by block. */
  blocked: boolean
  /** Seed of every random draw: the experiment's id. */
  seed: string
  /** Every planned block, recorded or not; absent: as the positions of the runs have it. */
  orders?: readonly BlockOrder[]
  /** Numbers of blocks at which the plan looks, ascending, the last of them all; absent or empty: once, at the end. */
  looks?: readonly number[]
  /** Blocks of which a run was recorded; absent: those of the runs given. */
  recordedBlocks?: number
  /** Blocks that the first plan did not have. */
  addedBlocks?: number
  /** Planned without any test, knowingly. */
  describeOnly?: boolean
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

/** Runs that collapsed, by the rule of `share`, and what the others show. */
export interface Collapsed {
  share: number
  baseline: string[]
  treatment: string[]
  /** Exact conditional p of the two counts, two-sided, not adjusted. */
  p: number
  /** The same effect without the blocks (runs, without blocks) of these runs; null where too few are left. */
  otherwise: Effect | null
  /** Blocks, or runs of both conditions, that are left. */
  n: number
}

/** Blocks in all (runs of each condition, without blocks) that find the smallest effect with a power of 80 %. */
export interface BlocksNeeded {
  /** On the metric's own scale: the relative smallest effect, or the absolute one where values are 0 or less. */
  effect: number
  /** Rounded to what the spread of so few blocks can tell; null above 200. */
  blocks: number | null
  /** For the ends of the 80 % confidence interval of the spread; null above 200. */
  low: number | null
  high: number | null
}

/** Which of several planned looks this is, and the nominal p that it decides at. */
export interface Look {
  look: number
  of: number
  alpha: number
}

export interface Comparison {
  metric: string
  title: string
  /** One of UNITS, or that of the workload's figure. */
  unit: string
  better: Better
  family: Family
  verdict: Verdict
  clarity: 'clear' | 'size-uncertain' | null
  /** One sentence for a verdict that needs a reason (not-comparable, inconclusive for want of runs), else null. */
  reason: string | null
  smallestEffect: SmallestEffect
  scope?: 'machine' | 'workload' | 'cgroup' | undefined
  comparability?: string | undefined
  baseline: Summary
  treatment: Summary
  effect: Effect | null
  test: {
    name: string | null
    /** Pairs used; without blocks, runs used. */
    n: number
    p: number | null
    pAdjusted: number | null
    /** The other test of the same values, as a check: signed-rank for AB-BA and the reverse, Mann-Whitney for Brunner-Munzel. */
    other: { name: string; p: number } | null
  }
  /** The interval of two one-sided tests, on the scale of the effect, where it made the verdict equivalent. */
  equivalence: { lower: number; upper: number; confidence: number } | null
  /** Of the workload's own figure, where any run collapsed. */
  collapsed: Collapsed | null
  /** Of the one metric that the report asks more blocks for. */
  blocksNeeded: BlocksNeeded | null
  /** Null unless the plan has several looks. */
  look: Look | null
  /** "in 11 of 12 blocks higher with MGLRU on", or a probability of superiority; null when there is no effect. */
  consistency: string | null
  moreBlocksNeeded: number | null
  warnings: Warning[]
}
