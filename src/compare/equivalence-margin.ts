import type { SmallestEffect } from '../model/comparison.js'
import type { Scale } from './scale.js'

/**
 * The smallest effect that matters, on the working scale. Both floors must be passed, so the larger counts. The absolute
 * one is turned into a ratio (or the relative one into a difference) at the level between the two medians, so that it
 * is the same whichever condition is called the baseline: level * (e^(s/2) - e^(-s/2)) = absolute.
 */
export function equivalenceMargin(
  scale: Scale,
  { relative, absolute }: SmallestEffect,
  [first, second]: readonly [number, number],
): number {
  if (scale === 'ratio') {
    const level = Math.exp((Math.log(first) + Math.log(second)) / 2)
    return Math.max(Math.log1p(relative), 2 * Math.asinh(absolute / (2 * level)))
  }
  // a rare event counts as happening or not: its size cannot be compared with an absolute floor
  if (scale === 'odds') return Math.log1p(relative)
  return Math.max(absolute, (relative * (Math.abs(first) + Math.abs(second))) / 2)
}
