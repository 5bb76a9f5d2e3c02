import type { RunValue } from '../model/comparison.js'

export interface Samples {
  /** Values of the complete pairs by block, or of all runs where there are no blocks. */
  x: number[]
  y: number[]
  paired: boolean
  /** Runs left out because their partner in the block has no value. */
  unpaired: string[]
}

const hasValue = (run: RunValue): run is RunValue & { value: number } => run.value !== null

/** The values to compare: by block where the plan has blocks, both sides whole where it has none. */
export function samples(
  baseline: readonly RunValue[],
  treatment: readonly RunValue[],
  blocked: boolean,
): Samples {
  const [off, on] = [baseline.filter(hasValue), treatment.filter(hasValue)]
  if (!blocked)
    return { x: off.map((run) => run.value), y: on.map((run) => run.value), paired: false, unpaired: [] }
  const partners = new Map(on.map((run) => [run.block, run]))
  const pairs = off
    .flatMap((run) => {
      const partner = run.block === null ? undefined : partners.get(run.block)
      return partner === undefined ? [] : [{ off: run, on: partner }]
    })
    .sort((a, b) => (a.off.block ?? 0) - (b.off.block ?? 0))
  const used = new Set(pairs.flatMap((pair) => [pair.off.run, pair.on.run]))
  return {
    x: pairs.map((pair) => pair.off.value),
    y: pairs.map((pair) => pair.on.value),
    paired: true,
    unpaired: [...off, ...on].filter((run) => !used.has(run.run)).map((run) => run.run),
  }
}
