import { formatP } from '../base/number-format.js'
import { random } from '../base/random.js'
import type { ComparisonInput, PlannedStep } from '../model/comparison.js'
import { doubledMidranks } from '../stats/midranks.js'
import { otherOrders } from '../stats/relabellings.js'
import { theilSen } from '../stats/theil-sen.js'
import { westfallYoung } from '../stats/westfall-young.js'
import type { Finding } from './finding.js'
import { inRunOrder, type Residual, residuals } from './residuals.js'
import { ordersOf } from './test-plan.js'

/** As usual for a test whose miss costs more than its false alarm (Grizzle, Biometrics 21, 1965): with 0.05 a carry-over of 1 SD leaves 8 to 9 % wrong verdicts. */
const ALPHA = 0.1
/** With fewer the plan has too few orders for any p of 0.05. */
const MIN_BLOCKS = 8

export interface CarryOver extends Finding {
  /** Metrics in which the run before shows. */
  metrics: string[]
}

/** A run as the check sees it: where it stands, and where its predecessor does. */
interface Step {
  rank: number
  block: number
  treatment: boolean
  /** Place of the predecessor's block among the blocks, or -1 where no block is before it. */
  before: number
  /** The predecessor's condition as it was run. */
  beforeTreatment: boolean
}

/**
 * Whether a run shows the condition of the run before it: residuals of each condition, runs after the treatment against runs after
 * the baseline, by ranks, over the orders that the plan could have had; step-down over the metrics (max-T, Westfall and Young 1993, algorithm 2.8).
 * What the position in the block and a linear drift add is taken off first. Null without 8 blocks whose order is known.
 *
 * @param sequence every planned run in its order; null: measured blocks alone, one after the other
 */
export function carryOverFinding(
  inputs: readonly ComparisonInput[],
  seed: string,
  sequence: readonly PlannedStep[] | null = null,
): CarryOver | null {
  const orders = [...ordersOf(inputs)].sort((a, b) => a.block - b.block)
  const place = new Map(orders.map(({ block }, index) => [block, index]))
  const before = predecessors(sequence ?? plainSequence(orders), place)
  const relabellings = otherOrders(
    orders.map(({ baselineFirst }) => baselineFirst),
    random(`${seed} carry-over`),
  )
  const looked: {
    metric: string
    title: string
    primary: boolean
    p: number
    relabelled: (swap: Uint8Array) => number
  }[] = []
  for (const input of inputs) {
    const steps = stepsOf(input, place, before)
    if (new Set(steps.map(({ block }) => block)).size < MIN_BLOCKS) continue
    // a large contrast is a small p: any falling function of it orders alike
    const relabelled = (swap: Uint8Array) => Math.exp(-Math.abs(contrast(steps, swap)) / steps.length)
    const p = relabelled(new Uint8Array(orders.length))
    looked.push({
      metric: input.metric,
      title: input.title,
      primary: input.family === 'primary',
      p,
      relabelled,
    })
  }
  if (looked.length === 0) return null
  const found = [true, false].flatMap((primary) => {
    const family = looked.filter((one) => one.primary === primary)
    const { p } = westfallYoung(family, relabellings)
    return family.flatMap((one, index) => {
      const adjusted = p[index] ?? 1
      return adjusted <= ALPHA ? [{ ...one, adjusted }] : []
    })
  })
  if (found.length === 0)
    return {
      outcome: 'pass',
      text: `In none of ${looked.length} metrics does a run show which condition ran before it.`,
      metrics: [],
    }
  const list = found.map(({ title, adjusted }) => `${title} (adjusted p ${formatP(adjusted)})`)
  return {
    outcome: 'invalidates',
    text: `The condition of the run before shows in: ${list.join('; ')}. Something may be carried over (caches, swap, temperature), and half of what is compared would then be the predecessor.`,
    metrics: found.map(({ metric }) => metric),
  }
}

const plainSequence = (orders: readonly { block: number; baselineFirst: boolean }[]): PlannedStep[] =>
  orders.flatMap(({ block, baselineFirst }) =>
    [1, 2].map((position) => ({ block, position, treatment: (position === 1) !== baselineFirst })),
  )

/** Of each measured run, by "block position", the run before it. */
function predecessors(sequence: readonly PlannedStep[], place: ReadonlyMap<number, number>) {
  const before = new Map<string, { before: number; beforeTreatment: boolean }>()
  for (const [index, { block, position }] of sequence.entries()) {
    const previous = sequence[index - 1]
    if (block === null || previous === undefined) continue
    const known = previous.block === null ? undefined : place.get(previous.block)
    before.set(`${block} ${position}`, { before: known ?? -1, beforeTreatment: previous.treatment })
  }
  return before
}

function stepsOf(
  input: ComparisonInput,
  place: ReadonlyMap<number, number>,
  before: ReadonlyMap<string, { before: number; beforeTreatment: boolean }>,
): Step[] {
  const list = inRunOrder(residuals(input)).filter(({ block }) => place.has(block as number))
  const flat = withoutTrend(list)
  const ranks = doubledMidranks(withoutPosition(list, flat))
  return list.flatMap(({ block, position, condition }, index) => {
    const own = before.get(`${block} ${position}`)
    if (own === undefined) return []
    const treatment = condition === 'treatment'
    return [{ rank: ranks[index] as number, block: place.get(block as number) as number, treatment, ...own }]
  })
}

function withoutTrend(list: readonly Residual[]): number[] {
  const times = list.map((_, index) => index)
  const values = list.map(({ residual }) => residual)
  const slope = theilSen(times, values)
  return values.map((value, index) => value - slope * index)
}

function withoutPosition(list: readonly Residual[], values: readonly number[]): number[] {
  const middle = (which: number | null) => {
    const sorted = values.filter((_, index) => list[index]?.position === which).sort((a, b) => a - b)
    const half = sorted.length / 2
    return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
  }
  const middles = new Map([1, 2].map((position) => [position, middle(position)]))
  return values.map((value, index) => value - (middles.get(list[index]?.position ?? 0) ?? 0))
}

/** Mean rank after the treatment less mean rank after the baseline, averaged over the conditions that have both. */
function contrast(steps: readonly Step[], swap: Uint8Array): number {
  // by the run's own condition, and within it by its predecessor's
  SUMS.fill(0)
  COUNTS.fill(0)
  for (const { rank, block, treatment, before, beforeTreatment } of steps) {
    const own = (treatment ? 1 : 0) ^ (swap[block] as number)
    const previous = (beforeTreatment ? 1 : 0) ^ (before < 0 ? 0 : (swap[before] as number))
    const group = 2 * own + previous
    SUMS[group] = (SUMS[group] as number) + rank
    COUNTS[group] = (COUNTS[group] as number) + 1
  }
  let [total, conditions] = [0, 0]
  for (let from = 0; from <= 2; from += 2) {
    const without = COUNTS[from] as number
    const after = COUNTS[from + 1] as number
    if (without === 0 || after === 0) continue
    total += (SUMS[from + 1] as number) / after - (SUMS[from] as number) / without
    conditions++
  }
  return conditions === 0 ? 0 : total / conditions
}

const SUMS = new Float64Array(4)
const COUNTS = new Float64Array(4)
