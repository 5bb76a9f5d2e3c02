import type { Samples } from './samples.js'

/** How regularly one condition exceeds the other: by block, or over all pairs of runs (probability of superiority, ties half). */
export function consistency({ x, y, paired }: Samples): string | null {
  if (x.length === 0 || y.length === 0) return null
  if (paired) {
    const higher = x.filter((value, index) => (y[index] as number) > value).length
    const lower = x.filter((value, index) => (y[index] as number) < value).length
    const equal = x.length - higher - lower
    return `higher in ${higher} and lower in ${lower} of ${x.length} blocks${equal > 0 ? `, equal in ${equal}` : ''}`
  }
  let wins = 0
  for (const b of y) for (const a of x) wins += b > a ? 1 : b === a ? 0.5 : 0
  return `higher in ${((100 * wins) / (x.length * y.length)).toFixed(0)} % of all pairs of runs`
}
