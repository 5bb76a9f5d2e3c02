import type { Samples } from './samples.js'

export type Scale = 'ratio' | 'difference' | 'odds'

/**
 * ratio where all values are positive; odds of happening at all where more than two thirds of all runs have 0, as with rare
 * events, whose typical size says nothing; difference otherwise, and where no run reaches the absolute floor. It looks at
 * all runs together, never at which condition they belong to: otherwise the choice of the test would spoil its p.
 */
export function scaleOf({ x, y }: Samples, absoluteFloor: number): Scale {
  const all = [...x, ...y]
  if (all.every((value) => value > 0)) return 'ratio'
  const zeros = all.filter((value) => value === 0).length
  const matters = all.some((value) => value >= absoluteFloor)
  if (matters && all.every((value) => value >= 0) && 3 * zeros > 2 * all.length) return 'odds'
  return 'difference'
}

/**
 * Ratios are told apart to 1e-10, differences to 1e-10 of the largest value and to 1e-6 of the smallest: below is rounding,
 * which must not break ties.
 */
const BITS = 33
const BITS_OF_SMALLEST = 20
/** Sums and halves of multiples of the grid are exact up to here. */
const MAX_BITS = 50

/** To the nearest multiple of a power of two, alike on both sides of 0, so that sums and halves of the results are exact. */
export function rounded(value: number, grid: number): number {
  return Math.sign(value) * Math.round(Math.abs(value) / grid) * grid
}

/** Of values next to nothing, so that no grid is 0. */
const LEAST_EXPONENT = -900

const exponent = (value: number) => Math.max(LEAST_EXPONENT, Math.floor(Math.log2(Math.abs(value) || 1)))

/** One grid for all values; next to a value so huge that the small ones would fall off it, each pair has its own. */
function gridOf(all: readonly number[]): (own: readonly number[]) => number {
  const exponents = (values: readonly number[]) => values.filter((value) => value !== 0).map(exponent)
  const used = exponents(all)
  const largest = used.reduce((a, b) => Math.max(a, b), LEAST_EXPONENT)
  const smallest = used.reduce((a, b) => Math.min(a, b), largest)
  if (smallest - BITS_OF_SMALLEST >= largest - MAX_BITS) {
    const grid = 2 ** Math.min(largest - BITS, smallest - BITS_OF_SMALLEST)
    return () => grid
  }
  return (own) => 2 ** (exponents(own).reduce((a, b) => Math.max(a, b), LEAST_EXPONENT) - BITS)
}

const LOG_GRID = 2 ** -BITS

/** Treatment less baseline in each block, on the working scale: logarithms for ratios. */
export function blockDifferences({ x, y }: Samples, scale: 'ratio' | 'difference'): number[] {
  const grid = scale === 'ratio' ? () => LOG_GRID : gridOf([...x, ...y])
  return x.map((off, index) => {
    const on = y[index] as number
    return rounded(scale === 'ratio' ? Math.log(on) - Math.log(off) : on - off, grid([off, on]))
  })
}

/** Both samples on the working scale. */
export function toWorkingScale({ x, y }: Samples, scale: 'ratio' | 'difference'): [number[], number[]] {
  const grid = scale === 'ratio' ? () => LOG_GRID : gridOf([...x, ...y])
  const to = (value: number) => rounded(scale === 'ratio' ? Math.log(value) : value, grid([value]))
  return [x.map(to), y.map(to)]
}

/** Back from the working scale. A ratio of the largest and the smallest double would overflow; ten digits are what the working scale keeps. */
export const fromWorkingScale = (scale: Scale, value: number): number =>
  scale === 'difference' ? value : Number(Math.exp(Math.min(700, Math.max(-700, value))).toPrecision(10))
