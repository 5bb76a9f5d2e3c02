import type { SmallestEffect } from '../model/comparison.js'

/**
 * The smallest effect that matters, on the working scale: both the relative and the absolute floor must be passed, so
 * the larger of the two counts. For ratios ln(1 + floor), the absolute one as a share of the baseline's median.
 */
export function margin(
  scale: 'ratio' | 'difference',
  { relative, absolute }: SmallestEffect,
  baselineMedian: number,
): number {
  const size = Math.abs(baselineMedian)
  if (scale === 'difference') return Math.max(absolute, relative * size)
  return Math.log1p(Math.max(relative, absolute / size))
}
