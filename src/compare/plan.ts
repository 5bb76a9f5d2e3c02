import type { BlocksNeeded, Comparison } from '../model/comparison.js'
import { blocksQuestion, primaryTests, smallestOf, spreadOf } from './blocks-question.js'
import { POWER_BLOCKS, simulatedPower } from './power.js'
import { blocksNeeded, canDecide, fewestBlocks, minDetectableEffect, POWER } from './sample-size.js'
import { ALPHA } from './test-plan.js'

/** One metric of a plan. Shares: 0.05 is 5 %. */
export interface PlannedMetric {
  metric: string
  title: string
  /** Smallest effect. */
  effect: number
  /** Standard deviation of the change within a block. */
  spread: number
  /** Blocks in all that find that effect, with what is not known of them. */
  needed: BlocksNeeded
  /** Blocks that show the change to be smaller than that, if there is none; null when more than 1000. */
  toShowNone: number | null
  /** The smallest change that the number of blocks asked about finds; null when none could be. */
  found: number | null
  /** Power to find the smallest effect, by simulation of the test that so many blocks get. */
  power: { blocks: number; power: number }[]
}

export interface Plan {
  alpha: number
  power: number
  /** Primary metrics that share the error; at worst they have nothing in common. */
  metrics: number
  /** Fewer blocks cannot reach a verdict with so many primary metrics, however large the effect. */
  fewest: number
  /** What `found` is about. */
  asked: number
  /** Whether the number of blocks asked about can reach any verdict. */
  able: boolean
  planned: PlannedMetric[]
  /** Metrics of a pilot that cannot be planned for, and why. */
  left: { metric: string; title: string; reason: string }[]
}

export const DEFAULT_BLOCKS = 12
/** An assumed spread is taken as known. */
const MANY_DEGREES = 1e6

/** Before there is any run: one metric, from an assumed spread between runs of one condition. */
export function planFromAssumption(effect: number, runSpread: number, metrics: number, asked: number): Plan {
  // a block's change is between two runs; that they ran one after the other may help, but cannot be counted on
  const spread = { spread: Math.SQRT2 * runSpread, degrees: MANY_DEGREES }
  const smallest = { margin: Math.log1p(effect), effect }
  return {
    ...frame(metrics, asked),
    planned: [one({ metric: 'assumed', title: 'Assumed' }, smallest, spread, metrics, asked)],
    left: [],
  }
}

/** After a pilot: every primary metric, from the spread that the pilot saw. */
export function planFromPilot(comparisons: readonly Comparison[], asked: number): Plan {
  const primary = comparisons.filter(({ family }) => family === 'primary')
  const able = primary.map((comparison) => ({ comparison, spread: ratioSpread(comparison) }))
  const metrics = primaryTests(comparisons)
  return {
    ...frame(metrics, asked),
    planned: able.flatMap(({ comparison, spread }) =>
      typeof spread === 'string' ? [] : [one(comparison, smallestOf(comparison), spread, metrics, asked)],
    ),
    left: able.flatMap(({ comparison: { metric, title }, spread }) =>
      typeof spread === 'string' ? [{ metric, title, reason: spread }] : [],
    ),
  }
}

const frame = (metrics: number, asked: number) => ({
  alpha: ALPHA,
  power: POWER,
  metrics,
  fewest: fewestBlocks(ALPHA / metrics),
  asked,
  able: canDecide(asked, ALPHA, metrics),
})

function one(
  { metric, title }: Pick<Comparison, 'metric' | 'title'>,
  smallest: { margin: number; effect: number },
  { spread, degrees }: { spread: number; degrees: number },
  metrics: number,
  asked: number,
): PlannedMetric {
  const logFound = minDetectableEffect(asked, spread, ALPHA, metrics)
  return {
    metric,
    title,
    effect: smallest.effect,
    spread,
    needed: blocksQuestion({ spread, degrees }, smallest, metrics),
    toShowNone: blocksNeeded({ spread, effect: 0, margin: smallest.margin }, ALPHA, metrics),
    found: logFound === null ? null : Math.expm1(logFound),
    power: [...new Set([...POWER_BLOCKS, asked])]
      .filter((blocks) => blocks <= 100)
      .sort((a, b) => a - b)
      .map((blocks) => ({
        blocks,
        power: simulatedPower(blocks, smallest.margin / spread, ALPHA / metrics),
      })),
  }
}

/** A plan speaks of changes in percent. */
function ratioSpread(comparison: Comparison) {
  const { effect } = comparison
  if (effect !== null && effect.scale !== 'ratio')
    return 'some runs have 0 or less, so that a change in percent has no meaning'
  return spreadOf(comparison)
}
