import type { ComparisonInput, Design } from '../model/comparison.js'
import { type Usable, usable } from './usable.js'

export interface Samples {
  /** Values of the complete pairs by block, or of all runs where there are no blocks. */
  x: number[]
  y: number[]
  paired: boolean
  /** Block of each pair; empty where there are none. */
  blocks: number[]
  /** Of each pair, whether the baseline ran first, where the order is known. */
  baselineFirst: boolean[]
  /** Runs with a value that are excluded because their block has no partner for them. */
  unpaired: string[]
}

/** Why these runs are not comparable at all, or null. */
export function refusal({ baseline, treatment }: ComparisonInput, { blocked }: Design): string | null {
  const seen = new Set<string>()
  for (const { run } of [...baseline, ...treatment]) {
    if (seen.has(run)) return `Refused: run ${run} is given twice, and a copy is not another observation.`
    seen.add(run)
  }
  for (const runs of [baseline, treatment]) {
    const blocks = runs.flatMap(({ block }) => (block === null ? [] : [block]))
    const twice = blocks.find((block, index) => blocks.indexOf(block) !== index)
    if (blocked && twice !== undefined)
      return `Refused: block ${twice} has two runs under one condition; a block is one run of each.`
  }
  const planned = [...baseline, ...treatment].some(({ block }) => block !== null)
  if (!blocked && planned)
    return 'Refused: the runs belong to blocks, and to compare them as if they did not would throw away what the plan protects against.'
  return null
}

/** The values to compare: by block where the plan has blocks, both sides whole where it has none. */
export function samples(
  input: ComparisonInput,
  { blocked }: Design,
  baselineFirst: ReadonlyMap<number, boolean> = new Map(),
): Samples {
  const [off, on] = [usable(input.baseline).present, usable(input.treatment).present]
  const values = (runs: readonly Usable[]) => runs.map(({ value }) => value)
  if (!blocked)
    return { x: values(off), y: values(on), paired: false, blocks: [], baselineFirst: [], unpaired: [] }
  const partners = new Map(on.map((run) => [run.block, run]))
  const pairs = off
    .flatMap((run) => {
      const partner = run.block === null ? undefined : partners.get(run.block)
      return partner === undefined ? [] : [{ block: run.block as number, off: run, on: partner }]
    })
    .sort((a, b) => a.block - b.block)
  const used = new Set(pairs.flatMap((pair) => [pair.off.run, pair.on.run]))
  return {
    x: values(pairs.map((pair) => pair.off)),
    y: values(pairs.map((pair) => pair.on)),
    paired: true,
    blocks: pairs.map(({ block }) => block),
    baselineFirst: pairs.map(({ block }) => baselineFirst.get(block) === true),
    unpaired: [...off, ...on].flatMap(({ run }) => (used.has(run) ? [] : [run])).sort(),
  }
}
