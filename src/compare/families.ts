import { random } from '../base/random.js'
import type { Family } from '../model/comparison.js'
import { benjaminiHochberg, holm } from '../stats/adjust.js'
import { otherOrders, signFlips } from '../stats/relabellings.js'
import { westfallYoung } from '../stats/westfall-young.js'
import type { Relabelled } from './relabelled.js'
import type { TestPlan } from './test-plan.js'

export interface Tested {
  family: Family
  /** Null for what is not tested. */
  p: number | null
  /** Declared before the data and not measured: the family was declared with it, so it counts like a p of 1. */
  counted?: boolean
  /** Of the other test where both must agree (without blocks), else null. */
  otherP: number | null
  /** Block of each pair; empty without blocks. */
  blocks: readonly number[]
  relabelled: Relabelled | null
}

export interface AdjustedFamilies {
  /** Adjusted p of each, in the order given; null for what is not tested. */
  adjusted: (number | null)[]
  /** The least adjusted p that the clearest primary result could have had; null without one. */
  least: number | null
}

/**
 * Westfall and Young's step-down over the primary family where there is a plan to relabel, Holm where there is none; Benjamini and Hochberg over
 * the secondary one; none for descriptive metrics. A metric that could not have had a p at or below alpha whatever
 * happened was not tested and is excluded, so that ten counters that never moved do not cost the eleventh its power (Tarone, Biometrics 46, 1990).
 */
export function adjust(tests: readonly Tested[], plan: TestPlan): AdjustedFamilies {
  const adjusted = new Array<number | null>(tests.length).fill(null)
  const members = (family: Family) =>
    tests.flatMap((test, index) =>
      test.family === family && test.p !== null ? [{ ...test, index, p: test.p }] : [],
    )
  const primary = members('primary')
  const counted = tests.filter(
    (one) => one.family === 'primary' && one.p === null && one.counted === true,
  ).length
  let least: number | null = null
  if (plan.method === 'unpaired') {
    const rest = new Array<number>(counted).fill(1)
    const ps = holm([...primary.map(({ p }) => p), ...rest])
    const others = holm([...primary.map(({ p, otherP }) => otherP ?? p), ...rest])
    // both tests must agree: the weaker word wins
    for (const [place, { index }] of primary.entries())
      adjusted[index] = Math.max(ps[place] as number, others[place] as number)
  } else if (primary.length > 0) {
    const found = byRelabelling(primary, plan)
    // what was declared and cannot be relabelled keeps its share of the error
    const share = (primary.length + counted) / primary.length
    least = found.least === null ? null : Math.min(1, found.least * share)
    for (const [place, { index }] of primary.entries())
      adjusted[index] = Math.min(1, (found.p[place] ?? 1) * share)
  }
  const secondary = members('secondary')
  const ps = benjaminiHochberg(secondary.map(({ p }) => p))
  const others = benjaminiHochberg(secondary.map(({ p, otherP }) => otherP ?? p))
  for (const [place, { index }] of secondary.entries())
    adjusted[index] = Math.max(
      ps[place] as number,
      plan.method === 'unpaired' ? (others[place] as number) : 0,
    )
  return { adjusted, least }
}

function byRelabelling(
  primary: readonly { p: number; blocks: readonly number[]; relabelled: Relabelled | null }[],
  plan: TestPlan,
) {
  // alone it keeps its own p, which is exact where the relabellings would be drawn
  if (primary.length === 1) return { p: primary.map(({ p }) => p), least: null }
  const blocks = [...new Set(primary.flatMap((one) => one.blocks))].sort((a, b) => a - b)
  const source = random(`${plan.seed} relabellings`)
  const relabellings =
    plan.method === 'ab-ba'
      ? otherOrders(
          blocks.map((block) => plan.baselineFirst.get(block) === true),
          source,
        )
      : signFlips(blocks.length, source)
  const place = new Map(blocks.map((block, index) => [block, index]))
  const tests = primary.map(({ p, blocks: own, relabelled }) => {
    const places = own.map((block) => place.get(block) as number)
    const every = places.length === blocks.length
    const swaps = new Uint8Array(places.length)
    return {
      p,
      relabelled: (swap: Uint8Array) => {
        if (relabelled === null) return p
        if (every) return relabelled(swap)
        for (let index = 0; index < places.length; index++)
          swaps[index] = swap[places[index] as number] as number
        return relabelled(swaps)
      },
    }
  })
  return westfallYoung(tests, relabellings)
}
