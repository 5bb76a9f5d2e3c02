import type { Experiment } from '../experiment/experiment.js'
import { drawnFirsts } from './draw-order.js'
import { clockOrder, counterOrder, type RunOrder } from './run-order.js'

/** What is known of the order of the runs, and what of it the plan may be believed for. */
export interface OrderProof {
  /** Null where nothing recorded tells it. */
  order: RunOrder | null
  /** Why the plan is not believed: the runs were not recorded in its order. Empty where they were. */
  contradictions: string[]
  /** The drawing of the plan: equal to the one made again from its seed, or not, or unknown. */
  drawn: 'equal' | 'other' | 'unknown'
  /**
   * Share of the pairs of runs, one of each condition, in which the baseline ran first: 1 where all its runs came before the
   * others. By the order recorded; by that of the plan where none is. Null without two runs of each.
   */
  baselineFirst: { recorded: number | null; planned: number | null }
}

/** Beyond this share of pairs in one order a drift of the machine and the treatment cannot be told apart. */
const MAX_SHARE_IN_ONE_ORDER = 0.9

export function orderProof(experiment: Experiment): OrderProof {
  const { manifest, runs, conditions } = experiment
  const conditionOf = new Map(runs.map(({ id, condition }) => [id, condition]))
  const baseline = conditions[0].id
  const counted = (ids: readonly string[]) => {
    const measured = new Set(runs.filter(({ kind }) => kind === 'measured').map(({ id }) => id))
    return ids.filter((id) => measured.has(id)).map((id) => conditionOf.get(id) === baseline)
  }
  if (manifest === null) {
    const order = counterOrder(experiment)
    const recorded = order === null ? null : shareFirst(counted(order.runs))
    return { order, contradictions: [], drawn: 'unknown', baselineFirst: { recorded, planned: null } }
  }
  const planned = manifest.value.plan.runs.map(({ id }) => id)
  const order = clockOrder(runs, planned)
  return {
    order,
    contradictions: order === null ? [] : against(order, planned),
    drawn: redrawn(experiment),
    baselineFirst: {
      recorded: order === null ? null : shareFirst(counted(order.runs)),
      planned: shareFirst(counted(planned)),
    },
  }
}

/** Whether runs may be paired by block: there is a plan, and nothing recorded contradicts its order. */
export function planIsBelieved({ manifest, runs }: Experiment): boolean {
  if (manifest === null) return false
  const planned = manifest.value.plan.runs.map(({ id }) => id)
  const order = clockOrder(runs, planned)
  return order === null || against(order, planned).length === 0
}

/** Whether nearly all runs of one condition came before those of the other. */
export function inOneOrder(share: number | null): boolean {
  return share !== null && Math.max(share, 1 - share) >= MAX_SHARE_IN_ONE_ORDER
}

function against(order: RunOrder, planned: readonly string[]): string[] {
  const recorded = new Set(order.runs)
  const expected = planned.filter((id) => recorded.has(id))
  const at = order.runs.findIndex((id, index) => id !== expected[index])
  const misplaced = order.runs.filter((id, index) => id !== expected[index]).length
  return [
    ...(at === -1
      ? []
      : [
          `by ${order.basis} ${order.runs[at]} was the run number ${at + 1}, where the plan has ${expected[at]} (${misplaced} of ${order.runs.length} runs are out of place)`,
        ]),
    ...order.overlaps.map(([a, b]) => `${a} and ${b} ran at the same time`),
  ]
}

function redrawn({ manifest, conditions }: Experiment): OrderProof['drawn'] {
  const plan = manifest?.value.plan
  const firsts = plan === undefined ? null : drawnFirsts(plan)
  if (plan === undefined || firsts === null) return 'unknown'
  const expected = firsts.flatMap((first) => [first, 1 - first])
  const found = plan.runs
    .filter(({ kind }) => kind === 'measured')
    .map(({ condition }) => (condition === conditions[0].id ? 0 : 1))
  return expected.join() === found.join() ? 'equal' : 'other'
}

function shareFirst(isBaseline: readonly boolean[]): number | null {
  const baselines = isBaseline.filter((one) => one).length
  const treatments = isBaseline.length - baselines
  if (baselines < 2 || treatments < 2) return null
  let [seen, pairs] = [0, 0]
  for (const baseline of isBaseline) {
    if (baseline) seen++
    else pairs += seen
  }
  return pairs / (baselines * treatments)
}
