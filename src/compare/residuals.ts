import { median } from 'simple-statistics'
import type { ComparisonInput } from '../model/comparison.js'
import { usable } from './usable.js'

export interface Residual {
  run: string
  block: number | null
  position: number | null
  condition: 'baseline' | 'treatment'
  value: number
  /** From the middle of its own condition: a logarithm where all values are positive, else in the metric's unit. */
  residual: number
}

/** What is left of each run's value when its condition's middle is taken off: what neither condition explains. */
export function residuals(input: ComparisonInput): Residual[] {
  const sides = { baseline: usable(input.baseline).present, treatment: usable(input.treatment).present }
  const positive = [...sides.baseline, ...sides.treatment].every(({ value }) => value > 0)
  return (['baseline', 'treatment'] as const).flatMap((condition) => {
    const runs = sides[condition]
    if (runs.length === 0) return []
    const work = ({ value }: { value: number }) => (positive ? Math.log(value) : value)
    const middle = median(runs.map(work))
    return runs.map((run) => ({ ...run, condition, residual: work(run) - middle }))
  })
}

/** In the order in which they ran; only runs of a plan have one. */
export function inRunOrder(list: readonly Residual[]): Residual[] {
  return list
    .flatMap((one) => {
      const { block, position } = one
      return block === null || position === null ? [] : [{ one, block, position }]
    })
    .sort((a, b) => a.block - b.block || a.position - b.position)
    .map(({ one }) => one)
}
