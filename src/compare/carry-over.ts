import { formatP } from '../base/number-format.js'
import { random } from '../base/random.js'
import type { ComparisonInput, PlannedStep } from '../model/comparison.js'
import { doubledMidranks } from '../stats/midranks.js'
import { otherOrders } from '../stats/relabellings.js'
import { theilSen } from '../stats/theil-sen.js'
import { westfallYoung } from '../stats/westfall-young.js'
import { estimate } from './estimate.js'
import type { Finding } from './finding.js'
import { inRunOrder, type Residual, residuals } from './residuals.js'
import { samples } from './samples.js'
import { ordersOf, type TestPlan, testPlan } from './test-plan.js'

/**
 * To the side on which a carry-over could make the change that is seen: every wrong verdict lies there, and a miss costs more
 * than a false alarm (Grizzle, Biometrics 21, 1965). To the other side it hides a part of a change, and makes none.
 */
const [ALPHA_MAKES, ALPHA_HIDES] = [0.1, 0.025]
/** With fewer the plan has too few orders for any p of 0.05. */
const MIN_BLOCKS = 8

export interface CarryOver extends Finding {
  /** Metrics in which the run before shows. */
  metrics: string[]
}

/** Where runs stand and where their predecessors do, one place each; what two metrics with values of the same runs share. */
interface Places {
  /** Place of a run's block among the blocks. */
  block: number[]
  /** 1 for the treatment. */
  treatment: number[]
  /** Place of the predecessor's block, or that after the last where the predecessor is in none. */
  before: number[]
  /** 1 where the predecessor was run under the treatment. */
  beforeTreatment: number[]
}

/** A metric whose runs have predecessors. */
interface Looked {
  metric: string
  title: string
  primary: boolean
  ranks: Float64Array
  places: Places
  /** Sign that a carry-over has which can make the change that is seen; 0 where either can, or where there is no change. */
  makes: number
}

/**
 * Whether a run shows the condition of the run before it: residuals of each condition, runs after the treatment against runs after
 * the baseline, by ranks, over the orders that the plan could have had; step-down over the metrics (max-T, Westfall and Young 1993, algorithm 2.8).
 * Each side is tested by itself: runs after the treatment that are higher make the treatment look lower, since most of them are the
 * baseline's.
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
  const plan = testPlan(inputs, { blocked: true, seed, orders })
  const layouts = new Map<string, Places>()
  const looked = inputs.flatMap((input): Looked[] => {
    const { ranks, places } = stepsOf(input, place, before)
    if (new Set(places.block).size < MIN_BLOCKS) return []
    const key = [places.block, places.treatment, places.before].join('\n')
    const same = layouts.get(key) ?? places
    layouts.set(key, same)
    const { metric, title, family } = input
    const makes = Math.sign(changeOf(input, plan) * leaning(same))
    return [{ metric, title, primary: family === 'primary', ranks, places: same, makes }]
  })
  if (looked.length === 0) return null
  const found = [true, false].flatMap((primary) => {
    const family = looked.filter((one) => one.primary === primary)
    const shown = contrasts(family, relabellings.swaps)
    const [makes, hides] = [1, -1].map((side) => adjusted(family, shown, side, relabellings.exact))
    return family.flatMap((one, index) => [
      ...among(one, makes?.[index] ?? 1, ALPHA_MAKES, 'it could be the change that is seen'),
      ...(one.makes === 0
        ? []
        : among(one, hides?.[index] ?? 1, ALPHA_HIDES, 'it could hide a part of the change')),
    ])
  })
  if (found.length === 0)
    return {
      outcome: 'pass',
      text: `In none of ${looked.length} metrics does a run show which condition ran before it.`,
      metrics: [],
    }
  return {
    outcome: 'invalidates',
    text: `The condition of the run before shows in: ${found.map(({ text }) => text).join('; ')}. Something may be carried over (caches, swap, temperature), and half of what is compared would then be the predecessor.`,
    metrics: found.map(({ metric }) => metric),
  }
}

const among = ({ metric, title }: Looked, p: number, alpha: number, what: string) =>
  p <= alpha ? [{ metric, text: `${title} (adjusted p ${formatP(p)}, ${what})` }] : []

/** Adjusted p that a carry-over makes the change that is seen (`side` 1), or that it hides a part of it (-1). */
function adjusted(
  family: readonly Looked[],
  shown: readonly Float64Array[],
  side: number,
  exact: boolean,
): number[] {
  const tests = family.map(({ ranks, makes }, index) => {
    const own = shown[index] as Float64Array
    // a large contrast to this side is a small p: any falling function of it orders alike
    const relabelled = (order: number) => {
      const found = own[order] as number
      return Math.exp(-(makes === 0 ? Math.abs(found) : side * makes * found) / ranks.length)
    }
    return { p: relabelled(0), relabelled }
  })
  const orders = Uint32Array.from({ length: (shown[0]?.length ?? 1) - 1 }, (_, index) => index + 1)
  return westfallYoung(tests, { swaps: orders, exact }).p
}

/** Share of the treatment's runs that follow the treatment, less that of the baseline's. */
function leaning({ treatment, beforeTreatment }: Places): number {
  const share = (which: 0 | 1) => {
    const after = beforeTreatment.filter((_, index) => treatment[index] === which)
    return after.length === 0 ? 0 : after.reduce((sum, one) => sum + one, 0) / after.length
  }
  return share(1) - share(0)
}

/** Of the effect that the comparison tests, so that no verdict has another sign. */
function changeOf(input: ComparisonInput, plan: TestPlan): number {
  const values = samples(input, { blocked: true, seed: plan.seed }, plan.baselineFirst)
  return values.x.length === 0 ? 0 : Math.sign(estimate(values, input.smallestEffect.absolute, plan).shift)
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
    before.set(`${block} ${position}`, {
      before: known ?? place.size,
      beforeTreatment: previous.treatment,
    })
  }
  return before
}

function stepsOf(
  input: ComparisonInput,
  place: ReadonlyMap<number, number>,
  before: ReadonlyMap<string, { before: number; beforeTreatment: boolean }>,
): { ranks: Float64Array; places: Places } {
  const list = inRunOrder(residuals(input)).filter(({ block }) => place.has(block as number))
  const flat = withoutTrend(list)
  const ranks = doubledMidranks(withoutPosition(list, flat))
  const steps = list.flatMap(({ block, position, condition }, index) => {
    const own = before.get(`${block} ${position}`)
    if (own === undefined) return []
    return [{ rank: ranks[index] as number, block: place.get(block as number) as number, condition, ...own }]
  })
  return {
    ranks: Float64Array.from(steps, ({ rank }) => rank),
    places: {
      block: steps.map((one) => one.block),
      treatment: steps.map(({ condition }) => (condition === 'treatment' ? 1 : 0)),
      before: steps.map((one) => one.before),
      beforeTreatment: steps.map((one) => (one.beforeTreatment ? 1 : 0)),
    },
  }
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

/**
 * Of each metric, mean rank after the treatment less mean rank after the baseline, averaged over the conditions that have both:
 * at 0 in the order that the plan had, then in each of the others.
 */
function contrasts(family: readonly Looked[], swaps: readonly Uint8Array[]): Float64Array[] {
  const found = family.map(() => new Float64Array(swaps.length + 1))
  const weights = new Map(family.map(({ places }) => [places, new Float64Array(places.block.length)]))
  for (const [order, swap] of [new Uint8Array(swaps[0]?.length ?? 0), ...swaps].entries()) {
    for (const [places, own] of weights) weigh(places, swap, own)
    for (const [index, { ranks, places }] of family.entries()) {
      const own = weights.get(places) as Float64Array
      let sum = 0
      for (let run = 0; run < ranks.length; run++) sum += (ranks[run] as number) * (own[run] as number)
      ;(found[index] as Float64Array)[order] = sum
    }
  }
  return found
}

/** What each run adds to the contrast in one order. */
function weigh(
  { block, treatment, before, beforeTreatment }: Places,
  swap: Uint8Array,
  weights: Float64Array,
): void {
  // by the run's own condition, and within it by its predecessor's
  COUNTS.fill(0)
  for (let run = 0; run < weights.length; run++) {
    const place = before[run] as number
    const other = place < swap.length ? (swap[place] as number) : 0
    const own = (treatment[run] as number) ^ (swap[block[run] as number] as number)
    const group = 2 * own + ((beforeTreatment[run] as number) ^ other)
    weights[run] = group
    COUNTS[group] = (COUNTS[group] as number) + 1
  }
  const both = [0, 2].filter((from) => COUNTS[from] !== 0 && COUNTS[from + 1] !== 0)
  for (let group = 0; group < 4; group++) {
    const count = COUNTS[group] as number
    const told = both.includes(group & 2)
    WEIGHTS[group] = told ? (group & 1 ? 1 : -1) / count / both.length : 0
  }
  for (let run = 0; run < weights.length; run++) weights[run] = WEIGHTS[weights[run] as number] as number
}

const COUNTS = new Float64Array(4)
const WEIGHTS = new Float64Array(4)
