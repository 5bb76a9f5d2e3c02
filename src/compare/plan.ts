import type { Comparison } from '../model/comparison.js'
import { normalQuantile } from '../stats/normal.js'
import { ALPHA } from './estimate.js'
import { blocksNeeded, fewestBlocks, minDetectableEffect, POWER } from './sample-size.js'

/** One metric of a plan. Shares: 0.05 is 5 %. */
export interface PlannedMetric {
  metric: string
  title: string
  /** Smallest effect that matters. */
  effect: number
  /** Standard deviation of the change within a block, and where it is from. */
  spread: number
  /** Blocks that find that effect with the chance of the plan, if it is there; null when more than 1000. */
  toFind: number | null
  /** Blocks that show the change to be smaller than that, if there is none. */
  toShowNone: number | null
  /** The smallest change that the default of 12 blocks, or as many as were asked about, finds; null when none could be. */
  found: number | null
}

export interface Plan {
  alpha: number
  power: number
  /** Primary metrics that share the error, by Holm. */
  metrics: number
  /** Fewer blocks cannot decide anything with so many primary metrics, however large the effect. */
  fewest: number
  /** What `found` is about. */
  asked: number
  planned: PlannedMetric[]
  /** Metrics of a pilot that cannot be planned for, and why. */
  left: { metric: string; title: string; reason: string }[]
}

export const DEFAULT_BLOCKS = 12

/** Before there is any run: one metric, from an assumed spread between runs of one condition. */
export function planFromAssumption(effect: number, runSpread: number, metrics: number, asked: number): Plan {
  // a block's change is between two runs; that they ran one after the other may help, but cannot be counted on
  const spread = Math.SQRT2 * runSpread
  return {
    ...frame(metrics, asked),
    planned: [one('assumed', 'Assumed', effect, spread, metrics, asked)],
    left: [],
  }
}

/** After a pilot: every primary metric, from the spread that the pilot saw. */
export function planFromPilot(comparisons: readonly Comparison[], asked: number): Plan {
  const primary = comparisons.filter(({ family }) => family === 'primary')
  const able = primary.map((comparison) => ({ comparison, spread: spreadOf(comparison) }))
  const metrics = Math.max(1, able.filter(({ spread }) => typeof spread === 'number').length)
  return {
    ...frame(metrics, asked),
    planned: able.flatMap(({ comparison, spread }) => {
      if (typeof spread !== 'number') return []
      const { metric, title } = comparison
      return [one(metric, title, floorOf(comparison), spread, metrics, asked)]
    }),
    left: able.flatMap(({ comparison: { metric, title }, spread }) =>
      typeof spread === 'number' ? [] : [{ metric, title, reason: spread }],
    ),
  }
}

const frame = (metrics: number, asked: number) => ({
  alpha: ALPHA,
  power: POWER,
  metrics,
  fewest: fewestBlocks(ALPHA / metrics),
  asked,
})

function one(
  metric: string,
  title: string,
  effect: number,
  spread: number,
  metrics: number,
  asked: number,
): PlannedMetric {
  const margin = Math.log1p(effect)
  const logFound = minDetectableEffect(asked, spread, ALPHA, metrics)
  return {
    metric,
    title,
    effect,
    spread,
    toFind: blocksNeeded({ spread, effect: margin, margin }, ALPHA, metrics),
    toShowNone: blocksNeeded({ spread, effect: 0, margin }, ALPHA, metrics),
    found: logFound === null ? null : Math.expm1(logFound),
  }
}

/** The relative floor, or the absolute one as a share of the level that the pilot had. */
function floorOf({ smallestEffect, baseline, treatment }: Comparison): number {
  const level = ((baseline.median ?? 0) + (treatment.median ?? 0)) / 2
  return Math.max(smallestEffect.relative, level > 0 ? smallestEffect.absolute / level : 0)
}

/** Spread of the change within a block, from the width of the pilot's interval; or why there is none. */
function spreadOf({ effect, reason, test, baseline, treatment }: Comparison): number | string {
  if (effect === null) return reason ?? 'there is nothing to compare'
  if (effect.scale !== 'ratio') return 'some runs have 0 or less, so that a change in percent has no meaning'
  if (effect.lower === null || effect.upper === null || effect.confidence === null)
    return 'the pilot has too few runs for an interval; four blocks are the least'
  const n = test.n === baseline.n + treatment.n ? Math.min(baseline.n, treatment.n) : test.n
  const half = (Math.log(effect.upper) - Math.log(effect.lower)) / 2
  return (half / -normalQuantile((1 - effect.confidence) / 2)) * Math.sqrt((n * 3) / Math.PI)
}
