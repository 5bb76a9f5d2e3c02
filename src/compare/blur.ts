import type { Scale } from './scale.js'

/**
 * By how much a change may differ from the one that is seen, on the working scale, where values were counted in bins and each stands for all
 * of its bin: by half a bin of either condition.
 * @param bins width of a bin over its values, at most; undefined for exact values
 */
export function blurOf(
  scale: Scale,
  bins: number | undefined,
  [first, second]: readonly [number, number],
): number {
  // whether something happened at all does not depend on its bin
  if (bins === undefined || scale === 'odds') return 0
  return scale === 'ratio' ? Math.log1p(bins) : (bins * (Math.abs(first) + Math.abs(second))) / 2
}
