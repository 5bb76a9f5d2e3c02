import type { BlockOrder, ComparisonInput, Design, Look } from '../model/comparison.js'
import { lookBoundary } from '../stats/look-boundary.js'
import { choose } from '../stats/ways.js'

export const ALPHA = 0.05
/** For equivalence: two one-sided tests at alpha are the interval at 1 - 2 alpha. */
export const ALPHA_EQUIVALENCE = 0.1
/** Fewer blocks are described and never tested. */
export const MIN_BLOCKS = 6
/** From here on AB-BA loses almost nothing where there is no order effect, and keeps everything where there is one. */
export const MIN_AB_BA_BLOCKS = 12

export type Method = 'ab-ba' | 'signed-rank' | 'unpaired'

/** How these values are tested: all of it follows from the design, none of it from the values. */
export interface TestPlan {
  method: Method
  /** Of each planned block whose order is known, whether the baseline ran first. */
  baselineFirst: ReadonlyMap<number, boolean>
  /** Nominal error of this look, and that of its 1 - 2 alpha interval. */
  alpha: number
  alphaEquivalence: number
  look: Look | null
  /** Why no verdict may come of this look, a sentence; or null. */
  withheld: string | null
  describeOnly: boolean
  /** Judged again without some of the runs, for the verdict alone: what cannot change it is not computed. */
  verdictOnly: boolean
  seed: string
}

export function testPlan(inputs: readonly ComparisonInput[], design: Design): TestPlan {
  const orders = design.orders ?? ordersOf(inputs)
  const recorded = design.recordedBlocks ?? orders.length
  const looks = design.looks ?? []
  const several = design.blocked && looks.length > 1
  const look = several && fitsPlan(looks, orders.length) ? looks.indexOf(recorded) + 1 : 0
  const alpha = several ? lookBoundary(looks, ALPHA) : ALPHA
  return {
    method: !design.blocked ? 'unpaired' : methodOf(orders, inputs),
    baselineFirst: new Map(orders.map(({ block, baselineFirst }) => [block, baselineFirst])),
    alpha,
    alphaEquivalence: several ? lookBoundary(looks, ALPHA_EQUIVALENCE) : ALPHA_EQUIVALENCE,
    look: look > 0 ? { look, of: looks.length, alpha } : null,
    withheld: design.blocked ? withheld(looks, recorded, orders.length, design.addedBlocks ?? 0) : null,
    describeOnly: design.describeOnly === true,
    verdictOnly: false,
    seed: design.seed,
  }
}

/** As the positions of the runs tell it; blocks of which they do not are not among them. */
export function ordersOf(inputs: readonly ComparisonInput[]): BlockOrder[] {
  const positions = new Map<number, [number | null, number | null]>()
  for (const { baseline, treatment } of inputs) {
    for (const [side, runs] of [baseline, treatment].entries()) {
      for (const { block, position } of runs) {
        if (block === null) continue
        const known = positions.get(block) ?? [null, null]
        known[side as 0 | 1] = position
        positions.set(block, known)
      }
    }
  }
  return [...positions].flatMap(([block, [off, on]]) => {
    if (off === on) return []
    const baselineFirst = off === null ? on !== 1 : on === null ? off === 1 : off < on
    return [{ block, baselineFirst }]
  })
}

/** AB-BA needs the order of every block. */
function methodOf(orders: readonly BlockOrder[], inputs: readonly ComparisonInput[]): Method {
  const known = new Set(orders.map(({ block }) => block))
  const all = inputs.every(({ baseline, treatment }) =>
    [...baseline, ...treatment].every(({ block }) => block === null || known.has(block)),
  )
  return orders.length >= MIN_AB_BA_BLOCKS && all ? 'ab-ba' : 'signed-rank'
}

function withheld(looks: readonly number[], recorded: number, planned: number, added: number): string | null {
  if (added > 0)
    return `${added} ${added === 1 ? 'block was' : 'blocks were'} added to the plan afterwards; p is not corrected for that, so there is no verdict.`
  if (looks.length === 0) return null
  const unfit = unfitLooks(looks, planned)
  if (unfit !== null) return unfit
  // a single look is the end of the plan, as without any
  if (looks.length === 1 || looks.includes(recorded)) return null
  return `${recorded} ${recorded === 1 ? 'block is' : 'blocks are'} recorded, but the planned looks are after ${listed(looks)}; p is not corrected for a look between them, so there is no verdict.`
}

/** Whether looks rise, and the last is the end of the plan. */
const fitsPlan = (looks: readonly number[], planned: number) =>
  looks.at(-1) === planned && looks.every((blocks, index) => blocks > (looks[index - 1] ?? 0))

/** Why looks are none of a plan of so many blocks, a sentence; or null. */
export function unfitLooks(looks: readonly number[], planned: number): string | null {
  return looks.length === 0 || fitsPlan(looks, planned)
    ? null
    : `The planned looks (after ${listed(looks)} blocks) do not fit the plan of ${planned} blocks, so there is no verdict.`
}

const listed = (looks: readonly number[]) =>
  looks.length === 1 ? `${looks[0]}` : `${looks.slice(0, -1).join(', ')} and ${looks.at(-1)}`

/** The least p of so many complete blocks without equal values under the test that a plan of `planned` blocks uses. */
export function leastPOfBlocks(blocks: number, planned = blocks): number {
  const ways = planned >= MIN_AB_BA_BLOCKS ? choose(blocks, Math.floor(blocks / 2)) : 2 ** blocks
  return Math.min(1, 2 / ways)
}
